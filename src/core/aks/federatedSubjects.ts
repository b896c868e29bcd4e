import { child, isObject, list, parseJson, strings, text as member } from '../json.ts';

/** Subjects of the federated credentials in a JSON text: one credential, a list, Graph's answer or an ARM template. */
export function federatedSubjects(json: string): readonly string[] {
  const value = parseJson(json);
  const objects = Array.isArray(value) ? value.filter(isObject) : isObject(value) ? [value] : [];
  return objects.flatMap((object): readonly string[] => {
    const own = [object, child(object, 'properties')].flatMap((each) => {
      const [subject, issuer] = [member(each, 'subject'), member(each, 'issuer')];
      return subject !== undefined && (issuer !== undefined || strings(each, 'audiences').length > 0)
        ? [subject]
        : [];
    });
    const inner = [...list(object, 'value'), ...list(object, 'resources')].filter(isObject);
    return [...own, ...inner.flatMap((each) => federatedSubjects(JSON.stringify(each)))];
  });
}
