import type { Purpose } from '../catalogue.ts';
import { entraCredentials } from '../credentials/sets.ts';

const GO_SECRETS = 'github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azsecrets';
const GO_BLOB = 'github.com/Azure/azure-sdk-for-go/sdk/storage/azblob';
const BLOB_URL = 'https://«storageAccount».blob.core.windows.net';

export const vaultAndStoragePurposes: readonly Purpose[] = [
  {
    id: 'keyVaultSecret',
    prefix: 'vault',
    group: 'Key Vault and Storage',
    title: 'Key Vault, read a secret',
    detail: 'The client follows the challenge of the vault to the right tenant.',
    scope: 'https://vault.azure.net/.default',
    setup: [
      {
        title: 'The role that reads secrets',
        language: 'shell',
        code: `vault=$(az keyvault show --name '«vaultName»' --query id --output tsv)
az role assignment create --assignee '«clientId»' --role 'Key Vault Secrets User' --scope "$vault"
`,
      },
    ],
    pitfalls: [
      'A vault uses roles or access policies, never both: look at its permission model first.',
      'Owner and Contributor manage the vault and read no secret.',
    ],
    source: 'https://learn.microsoft.com/azure/key-vault/general/authentication',
    ways: [
      {
        credentials: entraCredentials,
        blocks: {
          python: {
            packages: ['azure-keyvault-secrets'],
            imports: ['from azure.keyvault.secrets import SecretClient'],
            code: `client = SecretClient(vault_url="https://«vaultName».vault.azure.net", credential=credential)
secret = client.get_secret("«secretName»")
print(secret.properties.version)  # never the value
`,
          },
          typescript: {
            packages: ['@azure/keyvault-secrets'],
            imports: [`import { SecretClient } from '@azure/keyvault-secrets';`],
            code: `const client = new SecretClient('https://«vaultName».vault.azure.net', credential);
const secret = await client.getSecret('«secretName»');
console.log(secret.properties.version); // never the value
`,
          },
          csharp: {
            packages: ['Azure.Security.KeyVault.Secrets'],
            imports: ['System', 'Azure.Security.KeyVault.Secrets'],
            code: `var client = new SecretClient(new Uri("https://«vaultName».vault.azure.net"), credential);
KeyVaultSecret secret = await client.GetSecretAsync("«secretName»");
Console.WriteLine(secret.Properties.Version); // never the value
`,
          },
          java: {
            packages: ['com.azure:azure-security-keyvault-secrets'],
            imports: [
              'com.azure.security.keyvault.secrets.SecretClient',
              'com.azure.security.keyvault.secrets.SecretClientBuilder',
              'com.azure.security.keyvault.secrets.models.KeyVaultSecret',
            ],
            code: `SecretClient client = new SecretClientBuilder()
    .vaultUrl("https://«vaultName».vault.azure.net")
    .credential(credential)
    .buildClient();
KeyVaultSecret secret = client.getSecret("«secretName»");
System.out.println(secret.getProperties().getVersion()); // never the value
`,
          },
          go: {
            packages: [GO_SECRETS],
            imports: ['fmt', GO_SECRETS],
            code: `client, err := azsecrets.NewClient("https://«vaultName».vault.azure.net", credential, nil)
if err != nil {
	log.Fatal(err)
}
secret, err := client.GetSecret(ctx, "«secretName»", "", nil)
if err != nil {
	log.Fatal(err)
}
fmt.Println(secret.ID.Version()) // never the value
`,
          },
          shell: {
            code: `curl --fail-with-body --silent 'https://«vaultName».vault.azure.net/secrets/«secretName»?api-version=7.4' \\
  --header @<(printf 'Authorization: Bearer %s' "$token") | jq .id
`,
          },
        },
      },
    ],
  },
  {
    id: 'storageBlobs',
    prefix: 'blobs',
    group: 'Key Vault and Storage',
    title: 'Storage, list the blobs of a container',
    detail: 'Signed in with Entra; no account key.',
    scope: 'https://storage.azure.com/.default',
    setup: [
      {
        title: 'A data role; Owner and Contributor read no data',
        language: 'shell',
        code: `account=$(az storage account show --name '«storageAccount»' --query id --output tsv)
az role assignment create --assignee '«clientId»' --role 'Storage Blob Data Reader' --scope "$account"
`,
      },
    ],
    pitfalls: [
      'A role assignment takes up to ten minutes before it counts.',
      'Over REST send x-ms-version 2017-11-09 or later: older ones know no tokens.',
    ],
    source: 'https://learn.microsoft.com/azure/storage/blobs/authorize-access-azure-active-directory',
    ways: [
      {
        credentials: entraCredentials,
        blocks: {
          python: {
            packages: ['azure-storage-blob'],
            imports: ['from azure.storage.blob import BlobServiceClient'],
            code: `service = BlobServiceClient(account_url="${BLOB_URL}", credential=credential)
for blob in service.get_container_client("«container»").list_blobs():
    print(blob.name)
`,
          },
          typescript: {
            packages: ['@azure/storage-blob'],
            imports: [`import { BlobServiceClient } from '@azure/storage-blob';`],
            code: `const service = new BlobServiceClient('${BLOB_URL}', credential);
for await (const { name } of service.getContainerClient('«container»').listBlobsFlat()) console.log(name);
`,
          },
          csharp: {
            packages: ['Azure.Storage.Blobs'],
            imports: ['System', 'Azure.Storage.Blobs'],
            code: `var service = new BlobServiceClient(new Uri("${BLOB_URL}"), credential);
await foreach (var blob in service.GetBlobContainerClient("«container»").GetBlobsAsync())
    Console.WriteLine(blob.Name);
`,
          },
          java: {
            packages: ['com.azure:azure-storage-blob'],
            imports: [
              'com.azure.storage.blob.BlobServiceClient',
              'com.azure.storage.blob.BlobServiceClientBuilder',
            ],
            code: `BlobServiceClient service = new BlobServiceClientBuilder()
    .endpoint("${BLOB_URL}")
    .credential(credential)
    .buildClient();
service.getBlobContainerClient("«container»").listBlobs().forEach(blob -> System.out.println(blob.getName()));
`,
          },
          go: {
            packages: [GO_BLOB],
            imports: ['fmt', GO_BLOB],
            code: `client, err := azblob.NewClient("${BLOB_URL}", credential, nil)
if err != nil {
	log.Fatal(err)
}
pages := client.NewListBlobsFlatPager("«container»", nil)
for pages.More() {
	page, err := pages.NextPage(ctx)
	if err != nil {
		log.Fatal(err)
	}
	for _, blob := range page.Segment.BlobItems {
		fmt.Println(*blob.Name)
	}
}
`,
          },
          shell: {
            code: `curl --fail-with-body --silent '${BLOB_URL}/«container»?restype=container&comp=list' \\
  --header 'x-ms-version: 2023-11-03' \\
  --header @<(printf 'Authorization: Bearer %s' "$token")
`,
          },
        },
      },
    ],
  },
  {
    id: 'storageDelegation',
    prefix: 'blob-sas',
    group: 'Key Vault and Storage',
    title: 'Storage, a link to one blob (user delegation SAS)',
    detail: 'Signed with a key that Entra vouches for; it ends with the identity.',
    scope: 'https://storage.azure.com/.default',
    setup: [
      {
        title: 'The role that gives delegation keys, besides a data role',
        language: 'shell',
        code: `account=$(az storage account show --name '«storageAccount»' --query id --output tsv)
az role assignment create --assignee '«clientId»' --role 'Storage Blob Delegator' --scope "$account"
`,
      },
    ],
    pitfalls: ['Seven days at most; the link carries what the identity may do, no more.'],
    source: 'https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas',
    ways: [
      {
        credentials: entraCredentials,
        blocks: {
          python: {
            packages: ['azure-storage-blob'],
            imports: [
              'from datetime import datetime, timedelta, timezone',
              'from azure.storage.blob import BlobSasPermissions, BlobServiceClient, generate_blob_sas',
            ],
            code: `service = BlobServiceClient(account_url="${BLOB_URL}", credential=credential)
start = datetime.now(timezone.utc)
end = start + timedelta(hours=1)
signature = generate_blob_sas(
    account_name="«storageAccount»",
    container_name="«container»",
    blob_name="report.txt",
    user_delegation_key=service.get_user_delegation_key(start, end),
    permission=BlobSasPermissions(read=True),
    start=start,
    expiry=end,
)
link = f"${BLOB_URL}/«container»/report.txt?{signature}"
`,
          },
          typescript: {
            packages: ['@azure/storage-blob'],
            imports: [
              `import { BlobSASPermissions, BlobServiceClient, generateBlobSASQueryParameters } from '@azure/storage-blob';`,
            ],
            code: `const service = new BlobServiceClient('${BLOB_URL}', credential);
const startsOn = new Date();
const expiresOn = new Date(startsOn.getTime() + 60 * 60 * 1000);
const key = await service.getUserDelegationKey(startsOn, expiresOn);
const signature = generateBlobSASQueryParameters(
  {
    containerName: '«container»',
    blobName: 'report.txt',
    permissions: BlobSASPermissions.parse('r'),
    startsOn,
    expiresOn,
  },
  key,
  '«storageAccount»',
);
export const link = \`${BLOB_URL}/«container»/report.txt?\${signature.toString()}\`;
`,
          },
        },
      },
    ],
  },
];
