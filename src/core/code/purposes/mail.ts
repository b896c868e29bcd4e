import type { Blocks, Purpose, Script, Way } from '../catalogue.ts';
import { appCredentials } from '../credentials/sets.ts';

/** People whose client is an application of one's own; the one of Azure CLI may not send mail. */
const mailPeople = ['interactive', 'deviceCode', 'onBehalfOf'] as const;
const GRAPH = 'https://graph.microsoft.com';
const GO_CORE = 'github.com/Azure/azure-sdk-for-go/sdk/azcore';
const SOURCE = 'https://learn.microsoft.com/graph/api/user-sendmail';

const sizes = [
  'Attachments under 3 MB go into the message, base64 (contentBytes); the whole request stays under 4 MB.',
  'From 3 MB to 150 MB: make a draft, open an upload session, send the parts, send the draft; that needs Mail.ReadWrite.',
];
const answer = 'The answer is 202 with an empty body: accepted, not delivered.';
const delegatedPitfalls = [
  answer,
  ...sizes,
  'A person sends as /me; another mailbox needs Mail.Send.Shared and the right in Exchange.',
];
const applicationPitfalls = [
  answer,
  ...sizes,
  'There is no /me without a person.',
  'Mail.Send as application permission sends as every mailbox of the tenant: scope it in Exchange.',
];

const consent: Script = {
  title: 'The delegated permission Mail.Send',
  language: 'shell',
  code: `az ad app permission add --id '«clientId»' --api 00000003-0000-0000-c000-000000000000 \\
  --api-permissions e383f46e-2787-4529-855e-0e479a3ffac0=Scope
`,
};
const adminConsent: Script = {
  title: 'The application permission Mail.Send, consented',
  language: 'shell',
  code: `az ad app permission add --id '«clientId»' --api 00000003-0000-0000-c000-000000000000 \\
  --api-permissions b633e1c5-b582-4048-a93e-9f11b44c7e96=Role
az ad app permission admin-consent --id '«clientId»'
`,
};
const exchange: Script = {
  title: 'In Exchange Online: only some mailboxes (then withdraw the tenant-wide permission)',
  language: 'powershell',
  code: `Connect-ExchangeOnline
New-ServicePrincipal -AppId '«clientId»' -ObjectId '<object id of the service principal>' -DisplayName '«appName»'
New-ManagementScope -Name 'Mailers' -RecipientRestrictionFilter "CustomAttribute1 -eq 'mailer'"
New-ManagementRoleAssignment -App '«clientId»' -Role 'Application Mail.Send' -CustomResourceScope 'Mailers'
Test-ServicePrincipalAuthorization -Identity '«clientId»' -Resource '«mailSender»'
`,
};

const JSON_BODY = `{
  "message": {
    "subject": "Report",
    "body": { "contentType": "Text", "content": "Attached." },
    "toRecipients": [{ "emailAddress": { "address": "«mailRecipient»" } }]
  },
  "saveToSentItems": true
}`;

/** One mail without attachment: as the signed-in person, or as an application from a mailbox. */
function sendMail(sender: 'me' | 'mailbox'): Blocks {
  const path = sender === 'me' ? '/me' : '/users/«mailSender»';
  const builder = (own: string, other: string) => (sender === 'me' ? own : other);
  return {
    python: {
      packages: ['msgraph-sdk'],
      imports: [
        'import asyncio',
        'from msgraph.graph_service_client import GraphServiceClient',
        'from msgraph.generated.models.body_type import BodyType',
        'from msgraph.generated.models.email_address import EmailAddress',
        'from msgraph.generated.models.item_body import ItemBody',
        'from msgraph.generated.models.message import Message',
        'from msgraph.generated.models.recipient import Recipient',
        'from msgraph.generated.users.item.send_mail.send_mail_post_request_body import SendMailPostRequestBody',
      ],
      code: `graph = GraphServiceClient(credential, ["«scope»"])
body = SendMailPostRequestBody(
    message=Message(
        subject="Report",
        body=ItemBody(content_type=BodyType.Text, content="Attached."),
        to_recipients=[Recipient(email_address=EmailAddress(address="«mailRecipient»"))],
    ),
    save_to_sent_items=True,
)
asyncio.run(graph.${builder('me', 'users.by_user_id("«mailSender»")')}.send_mail.post(body))  # 202 Accepted
`,
    },
    typescript: {
      packages: ['@microsoft/microsoft-graph-client'],
      imports: [
        `import { Client } from '@microsoft/microsoft-graph-client';`,
        `import { TokenCredentialAuthenticationProvider } from '@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js';`,
      ],
      code: `const authProvider = new TokenCredentialAuthenticationProvider(credential, { scopes: ['«scope»'] });
const graph = Client.initWithMiddleware({ authProvider });
await graph.api('${path}/sendMail').post({
  message: {
    subject: 'Report',
    body: { contentType: 'Text', content: 'Attached.' },
    toRecipients: [{ emailAddress: { address: '«mailRecipient»' } }],
  },
  saveToSentItems: true,
}); // 202 Accepted
`,
    },
    csharp: {
      packages: ['Microsoft.Graph'],
      imports: [
        'Microsoft.Graph',
        'Microsoft.Graph.Models',
        builder('Microsoft.Graph.Me.SendMail', 'Microsoft.Graph.Users.Item.SendMail'),
      ],
      code: `var graph = new GraphServiceClient(credential, ["«scope»"]);
await graph.${builder('Me', 'Users["«mailSender»"]')}.SendMail.PostAsync(new SendMailPostRequestBody
{
    Message = new Message
    {
        Subject = "Report",
        Body = new ItemBody { ContentType = BodyType.Text, Content = "Attached." },
        ToRecipients = [new Recipient { EmailAddress = new EmailAddress { Address = "«mailRecipient»" } }],
    },
    SaveToSentItems = true,
}); // 202 Accepted
`,
    },
    java: {
      packages: ['com.microsoft.graph:microsoft-graph'],
      imports: [
        'com.microsoft.graph.models.BodyType',
        'com.microsoft.graph.models.EmailAddress',
        'com.microsoft.graph.models.ItemBody',
        'com.microsoft.graph.models.Message',
        'com.microsoft.graph.models.Recipient',
        'com.microsoft.graph.serviceclient.GraphServiceClient',
        'com.microsoft.graph.users.item.sendmail.SendMailPostRequestBody',
        'java.util.List',
      ],
      code: `GraphServiceClient graph = new GraphServiceClient(credential, "«scope»");
EmailAddress address = new EmailAddress();
address.setAddress("«mailRecipient»");
Recipient recipient = new Recipient();
recipient.setEmailAddress(address);
ItemBody text = new ItemBody();
text.setContentType(BodyType.Text);
text.setContent("Attached.");
Message message = new Message();
message.setSubject("Report");
message.setBody(text);
message.setToRecipients(List.of(recipient));
SendMailPostRequestBody body = new SendMailPostRequestBody();
body.setMessage(message);
body.setSaveToSentItems(true);
graph.${builder('me()', 'users().byUserId("«mailSender»")')}.sendMail().post(body); // 202 Accepted
`,
    },
    go: {
      packages: [GO_CORE],
      imports: ['bytes', 'encoding/json', 'io', 'net/http', `${GO_CORE}/policy`],
      code: `// Over REST: the Graph SDK for Go takes minutes to compile.
mail, err := json.Marshal(map[string]any{
	"message": map[string]any{
		"subject":      "Report",
		"body":         map[string]string{"contentType": "Text", "content": "Attached."},
		"toRecipients": []any{map[string]any{"emailAddress": map[string]string{"address": "«mailRecipient»"}}},
	},
	"saveToSentItems": true,
})
if err != nil {
	log.Fatal(err)
}
token, err := credential.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{"«scope»"}})
if err != nil {
	log.Fatal(err)
}
request, err := http.NewRequestWithContext(ctx, http.MethodPost, "${GRAPH}/v1.0${path}/sendMail", bytes.NewReader(mail))
if err != nil {
	log.Fatal(err)
}
request.Header.Set("Authorization", "Bearer "+token.Token)
request.Header.Set("Content-Type", "application/json")
response, err := http.DefaultClient.Do(request)
if err != nil {
	log.Fatal(err)
}
defer response.Body.Close()
if response.StatusCode != http.StatusAccepted {
	reason, _ := io.ReadAll(response.Body)
	log.Fatal(response.Status, string(reason))
}
`,
    },
    shell: {
      code: `curl --fail-with-body --silent '${GRAPH}/v1.0${path}/sendMail' \\
  --header 'Content-Type: application/json' \\
  --header @<(printf 'Authorization: Bearer %s' "$token") \\
  --data @- <<'JSON'
${JSON_BODY}
JSON
`,
    },
    powershell: {
      packages: ['Microsoft.Graph.Users.Actions'],
      code: `Connect-MgGraph -AccessToken $token -NoWelcome
$body = @'
${JSON_BODY}
'@
${builder(
  `Invoke-MgGraphRequest -Method POST -Uri '/v1.0/me/sendMail' -Body $body -ContentType 'application/json'`,
  `Send-MgUserMail -UserId '«mailSender»' -BodyParameter ($body | ConvertFrom-Json -AsHashtable)`,
)}
`,
    },
    http: {
      code: `POST ${GRAPH}/v1.0${path}/sendMail
Authorization: Bearer {{token.response.body.access_token}}
Content-Type: application/json

${JSON_BODY}
`,
    },
  };
}

/** One mail with a small attachment inside. */
function withAttachment(sender: 'me' | 'mailbox'): Blocks {
  const path = sender === 'me' ? '/me' : '/users/«mailSender»';
  return {
    python: {
      packages: ['requests'],
      imports: ['import base64', 'import pathlib', 'import requests'],
      code: `file = pathlib.Path("«attachmentPath»")
if file.stat().st_size >= 3 * 1024 * 1024:
    raise ValueError("From 3 MB on: a draft and an upload session.")
response = requests.post(
    "${GRAPH}/v1.0${path}/sendMail",
    headers={"Authorization": f"Bearer {credential.get_token('«scope»').token}"},
    json={
        "message": {
            "subject": "Report",
            "body": {"contentType": "Text", "content": "Attached."},
            "toRecipients": [{"emailAddress": {"address": "«mailRecipient»"}}],
            "attachments": [
                {
                    "@odata.type": "#microsoft.graph.fileAttachment",
                    "name": file.name,
                    "contentBytes": base64.b64encode(file.read_bytes()).decode(),
                }
            ],
        }
    },
    timeout=60,
)
response.raise_for_status()  # 202 Accepted
`,
    },
    typescript: {
      imports: [`import { readFile } from 'node:fs/promises';`, `import { basename } from 'node:path';`],
      code: `const file = await readFile('«attachmentPath»');
if (file.length >= 3 * 1024 * 1024) throw new Error('From 3 MB on: a draft and an upload session.');
const { token } = await credential.getToken('«scope»');
const response = await fetch('${GRAPH}/v1.0${path}/sendMail', {
  method: 'POST',
  headers: { Authorization: \`Bearer \${token}\`, 'Content-Type': 'application/json' },
  body: JSON.stringify({
    message: {
      subject: 'Report',
      body: { contentType: 'Text', content: 'Attached.' },
      toRecipients: [{ emailAddress: { address: '«mailRecipient»' } }],
      attachments: [
        {
          '@odata.type': '#microsoft.graph.fileAttachment',
          name: basename('«attachmentPath»'),
          contentBytes: file.toString('base64'),
        },
      ],
    },
  }),
});
if (response.status !== 202) throw new Error(\`\${String(response.status)} \${await response.text()}\`);
`,
    },
  };
}

/** One mail with an attachment of 3 to 150 MB: draft, upload session, parts, send. */
function withLargeAttachment(sender: 'me' | 'mailbox'): Blocks {
  const path = sender === 'me' ? '/me' : '/users/«mailSender»';
  return {
    python: {
      packages: ['requests'],
      imports: ['import pathlib', 'import requests'],
      code: `PART = 12 * 320 * 1024  # at most 4 MB, a multiple of 320 KiB
file = pathlib.Path("«attachmentPath»")
size = file.stat().st_size
graph = requests.Session()
graph.headers["Authorization"] = f"Bearer {credential.get_token('«scope»').token}"

draft = graph.post(
    "${GRAPH}/v1.0${path}/messages",
    json={
        "subject": "Report",
        "body": {"contentType": "Text", "content": "Attached."},
        "toRecipients": [{"emailAddress": {"address": "«mailRecipient»"}}],
    },
    timeout=60,
)
draft.raise_for_status()
message = "${GRAPH}/v1.0${path}/messages/" + draft.json()["id"]
session = graph.post(
    message + "/attachments/createUploadSession",
    json={"AttachmentItem": {"attachmentType": "file", "name": file.name, "size": size}},
    timeout=60,
)
session.raise_for_status()
with file.open("rb") as stream:
    for start in range(0, size, PART):
        part = stream.read(PART)
        # The address carries its own authorization: send no token there.
        requests.put(
            session.json()["uploadUrl"],
            data=part,
            headers={"Content-Range": f"bytes {start}-{start + len(part) - 1}/{size}"},
            timeout=120,
        ).raise_for_status()
graph.post(message + "/send", timeout=60).raise_for_status()  # 202 Accepted
`,
    },
    typescript: {
      imports: [`import { readFile } from 'node:fs/promises';`, `import { basename } from 'node:path';`],
      code: `const PART = 12 * 320 * 1024; // at most 4 MB, a multiple of 320 KiB
const file = await readFile('«attachmentPath»');
const post = async <Answer>(url: string, body?: object): Promise<Answer> => {
  const { token } = await credential.getToken('«scope»');
  const response = await fetch(url, {
    method: 'POST',
    headers: { Authorization: \`Bearer \${token}\`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(\`\${String(response.status)} \${text}\`);
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
};

const { id } = await post<{ id: string }>('${GRAPH}/v1.0${path}/messages', {
  subject: 'Report',
  body: { contentType: 'Text', content: 'Attached.' },
  toRecipients: [{ emailAddress: { address: '«mailRecipient»' } }],
});
const message = \`${GRAPH}/v1.0${path}/messages/\${id}\`;
const { uploadUrl } = await post<{ uploadUrl: string }>(\`\${message}/attachments/createUploadSession\`, {
  AttachmentItem: { attachmentType: 'file', name: basename('«attachmentPath»'), size: file.length },
});
for (let start = 0; start < file.length; start += PART) {
  const part = file.subarray(start, start + PART);
  // The address carries its own authorization: send no token there.
  const response = await fetch(uploadUrl, {
    method: 'PUT',
    headers: {
      'Content-Range': \`bytes \${String(start)}-\${String(start + part.length - 1)}/\${String(file.length)}\`,
    },
    body: new Uint8Array(part),
  });
  if (!response.ok) throw new Error(\`\${String(response.status)} \${await response.text()}\`);
}
await post(\`\${message}/send\`); // 202 Accepted
`,
    },
  };
}

const DELEGATED_SCOPE = `${GRAPH}/Mail.Send`;
const way = (credentials: Way['credentials'], blocks: Blocks): readonly Way[] => [{ credentials, blocks }];
const delegated = {
  group: 'Mail through Graph',
  pitfalls: delegatedPitfalls,
  setup: [consent],
  source: SOURCE,
} as const;
const application = {
  group: 'Mail through Graph',
  scope: `${GRAPH}/.default`,
  pitfalls: applicationPitfalls,
  setup: [adminConsent, exchange],
  source: SOURCE,
} as const;

export const mailPurposes: readonly Purpose[] = [
  {
    ...delegated,
    id: 'mailDelegated',
    prefix: 'mail-me',
    title: 'Mail, as the signed-in person',
    detail: 'POST /me/sendMail with the delegated permission Mail.Send.',
    scope: DELEGATED_SCOPE,
    ways: way(mailPeople, sendMail('me')),
  },
  {
    ...delegated,
    id: 'mailDelegatedAttachment',
    prefix: 'mail-me-attachment',
    title: 'Mail with an attachment under 3 MB, as the signed-in person',
    detail: 'The file stands base64 in the message.',
    scope: DELEGATED_SCOPE,
    ways: way(mailPeople, withAttachment('me')),
  },
  {
    ...delegated,
    id: 'mailDelegatedLarge',
    prefix: 'mail-me-large',
    title: 'Mail with an attachment of 3 to 150 MB, as the signed-in person',
    detail: 'Draft, upload session, parts, send; needs Mail.ReadWrite.',
    scope: `${GRAPH}/Mail.ReadWrite`,
    ways: way(mailPeople, withLargeAttachment('me')),
  },
  {
    ...application,
    id: 'mailApplication',
    prefix: 'mail-app',
    title: 'Mail, as an application from a mailbox',
    detail: 'POST /users/{mailbox}/sendMail with the application permission Mail.Send.',
    ways: way(appCredentials, sendMail('mailbox')),
  },
  {
    ...application,
    id: 'mailApplicationAttachment',
    prefix: 'mail-app-attachment',
    title: 'Mail with an attachment under 3 MB, as an application',
    detail: 'The file stands base64 in the message.',
    ways: way(appCredentials, withAttachment('mailbox')),
  },
  {
    ...application,
    id: 'mailApplicationLarge',
    prefix: 'mail-app-large',
    title: 'Mail with an attachment of 3 to 150 MB, as an application',
    detail: 'Draft, upload session, parts, send; needs Mail.ReadWrite.',
    ways: way(appCredentials, withLargeAttachment('mailbox')),
  },
];
