import type { Blocks } from '../catalogue.ts';

/** A request that carries the token of the credential before it. */
export interface RestCall {
  /** With placeholders. */
  readonly url: string;
  /** More headers, by name. */
  readonly headers?: Readonly<Record<string, string>>;
}

const each = (headers: RestCall['headers'], line: (name: string, value: string) => string) =>
  Object.entries(headers ?? {})
    .map(([name, value]) => line(name, value))
    .join('');

/** The GET request in every language; `«scope»` is asked for. */
export function restGet({ url, headers }: RestCall): Blocks {
  return {
    python: {
      packages: ['requests'],
      imports: ['import requests'],
      code: `token = credential.get_token("«scope»").token  # cached and renewed by the credential: ask for each request
response = requests.get(
    "${url}",
    headers={
        "Authorization": f"Bearer {token}",
${each(headers, (name, value) => `        "${name}": "${value}",\n`)}    },
    timeout=30,
)
response.raise_for_status()
print(response.json())
`,
    },
    typescript: {
      code: `const { token } = await credential.getToken('«scope»'); // cached and renewed by the credential: ask for each request
const response = await fetch('${url}', {
  headers: {
    Authorization: \`Bearer \${token}\`,
${each(headers, (name, value) => `    '${name}': '${value}',\n`)}  },
  signal: AbortSignal.timeout(30_000),
});
if (!response.ok) throw new Error(\`\${String(response.status)} \${await response.text()}\`);
console.log(await response.json());
`,
    },
    csharp: {
      imports: ['System', 'System.Net.Http', 'System.Net.Http.Headers', 'Azure.Core'],
      code: `var token = await credential.GetTokenAsync(new TokenRequestContext(["«scope»"]), default);
using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
using var request = new HttpRequestMessage(HttpMethod.Get, "${url}");
request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
${each(headers, (name, value) => `request.Headers.Add("${name}", "${value}");\n`)}using var response = await http.SendAsync(request);
response.EnsureSuccessStatusCode();
Console.WriteLine(await response.Content.ReadAsStringAsync());
`,
    },
    java: {
      imports: [
        'com.azure.core.credential.TokenRequestContext',
        'java.net.URI',
        'java.net.http.HttpClient',
        'java.net.http.HttpRequest',
        'java.net.http.HttpResponse',
        'java.time.Duration',
      ],
      code: `String token = credential.getTokenSync(new TokenRequestContext().addScopes("«scope»")).getToken();
HttpRequest request = HttpRequest.newBuilder(URI.create("${url}"))
    .header("Authorization", "Bearer " + token)
${each(headers, (name, value) => `    .header("${name}", "${value}")\n`)}    .timeout(Duration.ofSeconds(30))
    .build();
HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
if (response.statusCode() != 200) throw new IllegalStateException(response.statusCode() + " " + response.body());
System.out.println(response.body());
`,
    },
    go: {
      packages: ['github.com/Azure/azure-sdk-for-go/sdk/azcore'],
      imports: ['github.com/Azure/azure-sdk-for-go/sdk/azcore/policy', 'fmt', 'io', 'net/http', 'time'],
      code: `token, err := credential.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{"«scope»"}})
if err != nil {
	log.Fatal(err)
}
request, err := http.NewRequestWithContext(ctx, http.MethodGet, "${url}", nil)
if err != nil {
	log.Fatal(err)
}
request.Header.Set("Authorization", "Bearer "+token.Token)
${each(headers, (name, value) => `request.Header.Set("${name}", "${value}")\n`)}response, err := (&http.Client{Timeout: 30 * time.Second}).Do(request)
if err != nil {
	log.Fatal(err)
}
defer response.Body.Close()
body, err := io.ReadAll(response.Body)
if err != nil || response.StatusCode != http.StatusOK {
	log.Fatal(response.Status, string(body), err)
}
fmt.Println(string(body))
`,
    },
    shell: {
      code: `curl --fail-with-body --silent '${url}' \\
${each(headers, (name, value) => `  --header '${name}: ${value}' \\\n`)}  --header @<(printf 'Authorization: Bearer %s' "$token")
`,
    },
    powershell: {
      code: `Invoke-RestMethod -Uri '${url}' -Authentication Bearer -Token $token${
        headers === undefined
          ? ''
          : ` -Headers @{ ${Object.entries(headers)
              .map(([name, value]) => `'${name}' = '${value}'`)
              .join('; ')} }`
      }
`,
    },
    http: {
      code: `GET ${url}
Authorization: Bearer {{token.response.body.access_token}}
${each(headers, (name, value) => `${name}: ${value}\n`)}`,
    },
  };
}
