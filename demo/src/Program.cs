// A console application that signs a person in and reads their profile.
using Microsoft.Identity.Client;

var app = PublicClientApplicationBuilder
    .Create("c1b6a0de-52f4-4e0b-8f3d-7a9e21d04b11")
    .WithAuthority("https://login.microsoftonline.com/5f2c8a10-3b7e-4d61-9c0a-1e8d7b6f4a22")
    .WithDefaultRedirectUri()
    .Build();

var result = await app.AcquireTokenInteractive(["User.Read"]).ExecuteAsync();
Console.WriteLine($"{result.Account.Username}, until {result.ExpiresOn:u}");
