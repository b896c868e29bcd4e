/** Pieces of code that several purposes share, each as its language writes it. */

export const GO_CORE = 'github.com/Azure/azure-sdk-for-go/sdk/azcore';
export const GO_POLICY = `${GO_CORE}/policy`;
export const GO_IDENTITY = 'github.com/Azure/azure-sdk-for-go/sdk/azidentity';

/** Leaves `token`. */
export const GO_TOKEN = `token, err := credential.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{"«scope»"}})
if err != nil {
	log.Fatal(err)
}
`;

/** Leaves `request`. */
export const goGet = (
  url: string,
): string => `request, err := http.NewRequestWithContext(ctx, http.MethodGet, "${url}", nil)
if err != nil {
	log.Fatal(err)
}
`;

/** Sends `request` and prints what comes; ends with whatever else happens. */
export const goPrintAnswer = (
  client = 'http.DefaultClient',
): string => `response, err := ${client}.Do(request)
if err != nil {
	log.Fatal(err)
}
defer response.Body.Close()
body, err := io.ReadAll(response.Body)
if err != nil || response.StatusCode != http.StatusOK {
	log.Fatal(response.Status, string(body), err)
}
fmt.Println(string(body))
`;

/** Print `response`, or end with what it says. */
export const PYTHON_PRINT = `response.raise_for_status()
print(response.json())
`;
export const TYPESCRIPT_PRINT = `if (!response.ok) throw new Error(\`\${String(response.status)} \${await response.text()}\`);
console.log(await response.json());
`;

/** Sends `request`, leaves `response`. */
export const JAVA_SEND = `HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
`;
export const JAVA_PRINT = `if (response.statusCode() != 200) throw new IllegalStateException(response.statusCode() + " " + response.body());
System.out.println(response.body());
`;
export const JAVA_PRINT_WITH_STATUS = `System.out.println(response.statusCode() + " " + response.body());
`;
export const JAVA_HTTP_IMPORTS = [
  'java.net.URI',
  'java.net.http.HttpClient',
  'java.net.http.HttpRequest',
  'java.net.http.HttpResponse',
] as const;
export const JAVA_SQL_IMPORTS = [
  'java.sql.Connection',
  'java.sql.DriverManager',
  'java.sql.ResultSet',
  'java.util.Properties',
] as const;
