import {
  ALL,
  attr,
  BACKEND,
  INBOUND,
  OUTBOUND,
  REQUEST,
  RESPONSE,
  type PolicyDefinition,
} from './definition.ts';

type Sections = PolicyDefinition['sections'];

/** Policies known by name and place; what stands in them is not checked. */
function byName(sections: Sections, names: Readonly<Record<string, string>>): readonly PolicyDefinition[] {
  return Object.entries(names).map(([name, summary]) => ({
    name,
    summary,
    sections,
    page: `${name}-policy`,
    children: 'unknown',
  }));
}

/** Policies that decide which others run; any policy may stand in them. */
const flowPolicies: readonly PolicyDefinition[] = [
  {
    name: 'choose',
    summary: 'Runs the policies of the first condition that holds.',
    sections: ALL,
    page: 'choose-policy',
    attributes: [],
    children: [
      {
        name: 'when',
        summary: 'Policies for when a condition holds.',
        attributes: [attr('condition!', 'An expression that is true or false.')],
        children: 'policies',
      },
      { name: 'otherwise', summary: 'Policies for when no condition holds.', children: 'policies' },
    ],
  },
  {
    name: 'retry',
    summary: 'Runs policies again until a condition fails.',
    sections: ALL,
    page: 'retry-policy',
    children: 'policies',
  },
  {
    name: 'limit-concurrency',
    summary: 'Runs policies for so many requests at a time.',
    sections: ALL,
    page: 'limit-concurrency-policy',
    children: 'policies',
  },
  {
    name: 'wait',
    summary: 'Waits for requests and cache look-ups inside it.',
    sections: ALL,
    page: 'wait-policy',
    children: 'policies',
  },
  {
    name: 'include-fragment',
    summary: 'Runs a policy fragment of the service.',
    sections: ALL,
    page: 'include-fragment-policy',
    attributes: [attr('fragment-id!', 'Id of the fragment.')],
    children: [],
  },
];

/** Every other policy of API Management (https://learn.microsoft.com/azure/api-management/api-management-policies). */
export const otherPolicies: readonly PolicyDefinition[] = [
  ...flowPolicies,
  ...byName(ALL, {
    'set-body': 'Sets the body of the request or the answer.',
    'set-variable': 'Sets a context variable.',
    'set-status': 'Sets the status of the answer.',
    'return-response': 'Ends processing and answers.',
    'send-request': 'Sends a request of its own and keeps the answer.',
    'send-one-way-request': 'Sends a request of its own and waits for nothing.',
    trace: 'Writes to traces and Application Insights.',
    'emit-metric': 'Sends a metric to Application Insights.',
    'log-to-eventhub': 'Sends a message to an event hub.',
    'cache-lookup-value': 'Reads a value from the cache.',
    'cache-store-value': 'Writes a value to the cache.',
    'cache-remove-value': 'Deletes a value from the cache.',
    'find-and-replace': 'Replaces text in the body.',
    'json-to-xml': 'Converts the body.',
    'xml-to-json': 'Converts the body.',
    'mock-response': 'Answers with a sample.',
    proxy: 'Sends requests through a proxy.',
    'set-method': 'Sets the method of a request.',
    'publish-to-dapr': 'Sends a message to a Dapr topic.',
    'invoke-dapr-binding': 'Triggers a Dapr binding.',
  }),
  ...byName(INBOUND, {
    'rate-limit': 'Limits calls per subscription.',
    quota: 'Limits calls or bandwidth per subscription over a longer time.',
    'rewrite-uri': 'Changes the path the backend sees.',
    'cross-domain': 'Answers cross-domain requests of old plug-ins.',
    'cache-lookup': 'Answers from the cache.',
    'validate-parameters': 'Checks parameters against the API schema.',
    'validate-graphql-request': 'Checks a GraphQL request.',
    'validate-odata-request': 'Checks an OData request.',
    'llm-token-limit': 'Limits tokens of a language model per key.',
    'azure-openai-token-limit': 'Limits tokens of Azure OpenAI per key.',
    'llm-semantic-cache-lookup': 'Answers from the semantic cache.',
    'azure-openai-semantic-cache-lookup': 'Answers from the semantic cache.',
    'llm-content-safety': 'Checks prompts for harmful content.',
    'llm-emit-token-metric': 'Sends token metrics of a language model.',
    'azure-openai-emit-token-metric': 'Sends token metrics of Azure OpenAI.',
  }),
  ...byName(['inbound', 'backend', 'outbound'], {
    'rate-limit-by-key': 'Limits calls per key of your choice.',
    'quota-by-key': 'Limits calls or bandwidth per key over a longer time.',
    'set-query-parameter': 'Sets or deletes a query parameter.',
  }),
  ...byName(BACKEND, { 'forward-request': 'Sends the request to the backend.' }),
  ...byName(OUTBOUND, {
    'cache-store': 'Keeps the answer in the cache.',
    jsonp: 'Wraps the answer for JSONP.',
    'xsl-transform': 'Transforms the body by XSLT.',
    'llm-semantic-cache-store': 'Keeps the answer in the semantic cache.',
    'azure-openai-semantic-cache-store': 'Keeps the answer in the semantic cache.',
  }),
  ...byName(RESPONSE, {
    'validate-headers': 'Checks headers of the answer against the API schema.',
    'validate-status-code': 'Checks the status against the API schema.',
  }),
  ...byName(['inbound', 'outbound', 'on-error'], {
    'validate-content': 'Checks the body against the API schema.',
    'redirect-content-urls': 'Writes links of the body so that they point to the gateway.',
  }),
  ...byName(REQUEST, {
    'http-data-source': 'Resolves a GraphQL field by HTTP.',
    'sql-data-source': 'Resolves a GraphQL field by SQL.',
    'cosmosdb-data-source': 'Resolves a GraphQL field from Cosmos DB.',
  }),
];
