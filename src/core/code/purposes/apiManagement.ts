import type { Purpose } from '../catalogue.ts';
import { entraCredentials } from '../credentials/sets.ts';
import { restGet } from './rest.ts';
import {
  goGet,
  goPrintAnswer,
  JAVA_HTTP_IMPORTS,
  JAVA_PRINT,
  JAVA_PRINT_WITH_STATUS,
  JAVA_SEND,
  PYTHON_PRINT,
  TYPESCRIPT_PRINT,
} from '../pieces.ts';

const KEY_HEADER = 'Ocp-Apim-Subscription-Key';

export const apiManagementPurposes: readonly Purpose[] = [
  {
    id: 'apimBearer',
    prefix: 'apim',
    group: 'API Management',
    title: 'API behind API Management, bearer token',
    detail: 'A token for the API itself; validate-azure-ad-token or validate-jwt checks it at the gateway.',
    scope: '«apiAppId»/.default',
    pitfalls: [
      'The token is for the registration of the API, not for API Management and not for Graph.',
      'A 401 of the gateway says which check failed only in the trace: compare aud with the policy.',
    ],
    source: 'https://learn.microsoft.com/azure/api-management/api-management-howto-protect-backend-with-aad',
    ways: [{ credentials: entraCredentials, blocks: restGet({ url: '«apiUrl»' }) }],
  },
  {
    id: 'apimKey',
    prefix: 'apim-key',
    group: 'API Management',
    title: 'API behind API Management, subscription key',
    detail: 'The header Ocp-Apim-Subscription-Key; the key comes from the environment.',
    pitfalls: ['The same key as query parameter subscription-key ends up in logs.'],
    source: 'https://learn.microsoft.com/azure/api-management/api-management-subscriptions',
    ways: [
      {
        credentials: ['subscriptionKey'],
        blocks: {
          python: {
            packages: ['requests'],
            imports: ['import os', 'import requests'],
            code: `response = requests.get(
    "«apiUrl»",
    headers={"${KEY_HEADER}": os.environ["APIM_SUBSCRIPTION_KEY"]},
    timeout=30,
)
${PYTHON_PRINT}`,
          },
          typescript: {
            code: `const response = await fetch('«apiUrl»', {
  headers: { '${KEY_HEADER}': process.env['APIM_SUBSCRIPTION_KEY'] ?? '' },
});
${TYPESCRIPT_PRINT}`,
          },
          csharp: {
            imports: ['System', 'System.Net.Http'],
            code: `using var http = new HttpClient();
http.DefaultRequestHeaders.Add(
    "${KEY_HEADER}", Environment.GetEnvironmentVariable("APIM_SUBSCRIPTION_KEY"));
Console.WriteLine(await http.GetStringAsync("«apiUrl»"));
`,
          },
          java: {
            imports: [...JAVA_HTTP_IMPORTS],
            code: `HttpRequest request = HttpRequest.newBuilder(URI.create("«apiUrl»"))
    .header("${KEY_HEADER}", System.getenv("APIM_SUBSCRIPTION_KEY"))
    .build();
${JAVA_SEND}${JAVA_PRINT}`,
          },
          go: {
            imports: ['fmt', 'io', 'net/http', 'os'],
            code: `${goGet('«apiUrl»')}request.Header.Set("${KEY_HEADER}", os.Getenv("APIM_SUBSCRIPTION_KEY"))
${goPrintAnswer()}`,
          },
          shell: {
            code: `curl --fail-with-body --silent '«apiUrl»' \\
  --header @<(printf '${KEY_HEADER}: %s' "$APIM_SUBSCRIPTION_KEY")
`,
          },
          powershell: {
            code: `Invoke-RestMethod -Uri '«apiUrl»' -Headers @{ '${KEY_HEADER}' = $env:APIM_SUBSCRIPTION_KEY }\n`,
          },
          http: {
            code: `GET «apiUrl»
${KEY_HEADER}: {{$processEnv APIM_SUBSCRIPTION_KEY}}
`,
          },
        },
      },
    ],
  },
  {
    id: 'apimMtls',
    prefix: 'apim-mtls',
    group: 'API Management',
    title: 'API behind API Management, client certificate',
    detail: 'Mutual TLS; validate-client-certificate checks it at the gateway.',
    pitfalls: [
      'The gateway ends TLS: the backend never sees the certificate unless a policy copies it into a header.',
    ],
    source:
      'https://learn.microsoft.com/azure/api-management/api-management-howto-mutual-certificates-for-clients',
    ways: [
      {
        credentials: ['mtls'],
        blocks: {
          python: {
            packages: ['requests'],
            imports: ['import requests'],
            code: `response = requests.get("«apiUrl»", cert="«certificatePath»", timeout=30)
${PYTHON_PRINT}`,
          },
          typescript: {
            imports: [
              `import { readFile } from 'node:fs/promises';`,
              `import { request } from 'node:https';`,
            ],
            code: `const pem = await readFile('«certificatePath»');
const call = request('«apiUrl»', { cert: pem, key: pem }, (response) => {
  console.log(response.statusCode);
  response.pipe(process.stdout);
});
call.on('error', (error) => console.error(error.message));
call.end();
`,
          },
          csharp: {
            imports: ['System', 'System.Net.Http', 'System.Security.Cryptography.X509Certificates'],
            code: `using var handler = new HttpClientHandler();
handler.ClientCertificates.Add(X509Certificate2.CreateFromPemFile("«certificatePath»"));
using var http = new HttpClient(handler);
Console.WriteLine(await http.GetStringAsync("«apiUrl»"));
`,
          },
          go: {
            imports: ['crypto/tls', 'fmt', 'io', 'net/http'],
            code: `pair, err := tls.LoadX509KeyPair("«certificatePath»", "«certificatePath»")
if err != nil {
	log.Fatal(err)
}
client := &http.Client{Transport: &http.Transport{
	Proxy:           http.ProxyFromEnvironment,
	TLSClientConfig: &tls.Config{Certificates: []tls.Certificate{pair}},
}}
${goGet('«apiUrl»')}${goPrintAnswer('client')}`,
          },
          java: {
            imports: [
              'java.io.FileInputStream',
              'java.io.InputStream',
              ...JAVA_HTTP_IMPORTS,
              'java.security.KeyStore',
              'javax.net.ssl.KeyManagerFactory',
              'javax.net.ssl.SSLContext',
            ],
            code: `char[] password = System.getenv("CLIENT_P12_PASSWORD").toCharArray();
KeyStore store = KeyStore.getInstance("PKCS12"); // openssl pkcs12 -export makes one of a PEM file
try (InputStream file = new FileInputStream("«certificatePath»")) {
    store.load(file, password);
}
KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
keys.init(store, password);
SSLContext context = SSLContext.getInstance("TLS");
context.init(keys.getKeyManagers(), null, null);
HttpRequest request = HttpRequest.newBuilder(URI.create("«apiUrl»")).build();
HttpResponse<String> response = HttpClient.newBuilder().sslContext(context).build()
    .send(request, HttpResponse.BodyHandlers.ofString());
${JAVA_PRINT_WITH_STATUS}`,
          },
          shell: {
            code: `curl --fail-with-body --silent '«apiUrl»' --cert '«certificatePath»'\n`,
          },
          powershell: {
            code: `$certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPemFile('«certificatePath»')
Invoke-RestMethod -Uri '«apiUrl»' -Certificate $certificate
`,
          },
        },
      },
    ],
  },
  {
    id: 'apimBasic',
    prefix: 'apim-basic',
    group: 'API Management',
    title: 'API behind API Management, HTTP Basic',
    detail: 'User name and password with each request; the password comes from the environment.',
    source: 'https://learn.microsoft.com/azure/api-management/authentication-basic-policy',
    ways: [
      {
        credentials: ['basic'],
        blocks: {
          python: {
            packages: ['requests'],
            imports: ['import os', 'import requests'],
            code: `response = requests.get("«apiUrl»", auth=("«basicUser»", os.environ["API_PASSWORD"]), timeout=30)
${PYTHON_PRINT}`,
          },
          typescript: {
            code: `const pair = Buffer.from(\`«basicUser»:\${process.env['API_PASSWORD'] ?? ''}\`).toString('base64');
const response = await fetch('«apiUrl»', { headers: { Authorization: \`Basic \${pair}\` } });
${TYPESCRIPT_PRINT}`,
          },
          csharp: {
            imports: ['System', 'System.Net.Http', 'System.Net.Http.Headers', 'System.Text'],
            code: `var password = Environment.GetEnvironmentVariable("API_PASSWORD");
using var http = new HttpClient();
http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
    "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("«basicUser»:" + password)));
Console.WriteLine(await http.GetStringAsync("«apiUrl»"));
`,
          },
          java: {
            imports: [...JAVA_HTTP_IMPORTS, 'java.nio.charset.StandardCharsets', 'java.util.Base64'],
            code: `String pair = "«basicUser»:" + System.getenv("API_PASSWORD");
HttpRequest request = HttpRequest.newBuilder(URI.create("«apiUrl»"))
    .header("Authorization", "Basic "
        + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
    .build();
${JAVA_SEND}${JAVA_PRINT_WITH_STATUS}`,
          },
          go: {
            imports: ['fmt', 'io', 'net/http', 'os'],
            code: `${goGet('«apiUrl»')}request.SetBasicAuth("«basicUser»", os.Getenv("API_PASSWORD"))
${goPrintAnswer()}`,
          },
          shell: {
            code: `curl --fail-with-body --silent '«apiUrl»' --config <(printf 'user = "%s:%s"' '«basicUser»' "$API_PASSWORD")\n`,
          },
          http: {
            code: `GET «apiUrl»
Authorization: Basic «basicUser»:{{$processEnv API_PASSWORD}}
`,
          },
        },
      },
    ],
  },
];
