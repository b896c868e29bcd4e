import type { Blocks } from '../catalogue.ts';
import { GO_CORE, GO_TOKEN } from '../pieces.ts';

export const GRAPH = 'https://graph.microsoft.com';

const JSON_BODY = `{
  "message": {
    "subject": "Report",
    "body": { "contentType": "Text", "content": "Attached." },
    "toRecipients": [{ "emailAddress": { "address": "«mailRecipient»" } }]
  },
  "saveToSentItems": true
}`;

/** One mail without attachment: as the signed-in person, or as an application from a mailbox. */
export function sendMail(sender: 'me' | 'mailbox'): Blocks {
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
${GO_TOKEN}request, err := http.NewRequestWithContext(ctx, http.MethodPost, "${GRAPH}/v1.0${path}/sendMail", bytes.NewReader(mail))
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
