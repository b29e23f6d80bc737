/** The door for services written in YAML; apart, so that the page's compiler does not carry a second reader. */
export { parseYaml } from './parse/parse-yaml.ts';
