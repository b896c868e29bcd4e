/** How a program of each language reads a secret from its environment; the file's own language decides. */
const REFERENCES: Readonly<Record<string, (name: string) => string>> = {
  javascript: (name) => `process.env.${name}`,
  typescript: (name) => `process.env.${name}`,
  javascriptreact: (name) => `process.env.${name}`,
  typescriptreact: (name) => `process.env.${name}`,
  python: (name) => `os.environ["${name}"]`,
  csharp: (name) => `Environment.GetEnvironmentVariable("${name}")`,
  java: (name) => `System.getenv("${name}")`,
  go: (name) => `os.Getenv("${name}")`,
  php: (name) => `getenv('${name}')`,
  ruby: (name) => `ENV.fetch("${name}")`,
  rust: (name) => `std::env::var("${name}")`,
  powershell: (name) => `$env:${name}`,
  http: (name) => `{{$processEnv ${name}}}`,
};

/** What to write in place of a secret, and whether quotes around it go too. */
export interface SecretReference {
  readonly text: string;
  readonly replacesQuotes: boolean;
}

/** A reference to an environment variable, in a language by its VS Code id; `${NAME}` where none is known. */
export function secretReference(language: string, name: string): SecretReference {
  const write = Object.hasOwn(REFERENCES, language) ? REFERENCES[language] : undefined;
  return write === undefined
    ? { text: `\${${name}}`, replacesQuotes: false }
    : { text: write(name), replacesQuotes: true };
}
