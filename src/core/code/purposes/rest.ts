import type { Blocks } from '../catalogue.ts';
import {
  GO_TOKEN,
  goGet,
  goPrintAnswer,
  JAVA_HTTP_IMPORTS,
  JAVA_PRINT,
  JAVA_SEND,
  PYTHON_PRINT,
  TYPESCRIPT_PRINT,
} from '../pieces.ts';

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
${PYTHON_PRINT}`,
    },
    typescript: {
      code: `const { token } = await credential.getToken('«scope»'); // cached and renewed by the credential: ask for each request
const response = await fetch('${url}', {
  headers: {
    Authorization: \`Bearer \${token}\`,
${each(headers, (name, value) => `    '${name}': '${value}',\n`)}  },
  signal: AbortSignal.timeout(30_000),
});
${TYPESCRIPT_PRINT}`,
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
      imports: ['com.azure.core.credential.TokenRequestContext', ...JAVA_HTTP_IMPORTS, 'java.time.Duration'],
      code: `String token = credential.getTokenSync(new TokenRequestContext().addScopes("«scope»")).getToken();
HttpRequest request = HttpRequest.newBuilder(URI.create("${url}"))
    .header("Authorization", "Bearer " + token)
${each(headers, (name, value) => `    .header("${name}", "${value}")\n`)}    .timeout(Duration.ofSeconds(30))
    .build();
${JAVA_SEND}${JAVA_PRINT}`,
    },
    go: {
      packages: ['github.com/Azure/azure-sdk-for-go/sdk/azcore'],
      imports: ['github.com/Azure/azure-sdk-for-go/sdk/azcore/policy', 'fmt', 'io', 'net/http', 'time'],
      code: `${GO_TOKEN}${goGet(url)}request.Header.Set("Authorization", "Bearer "+token.Token)
${each(headers, (name, value) => `request.Header.Set("${name}", "${value}")\n`)}${goPrintAnswer('(&http.Client{Timeout: 30 * time.Second})')}`,
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
