interface Policy {
  createScriptURL(url: string): string;
}
interface PolicyFactory {
  createPolicy(name: string, rules: Policy): Policy;
}

let _policy: Policy | null = null;

/** Only scripts that were built with the page may become workers; under the page's policy a plain text cannot. */
export function trustedScriptUrl(url: string): string {
  _policy ??= makePolicy();
  return _policy.createScriptURL(url);
}

function makePolicy(): Policy {
  const rules: Policy = {
    createScriptURL(url) {
      if (new URL(url, location.href).origin !== location.origin) throw new Error(`${url} is no script of this page.`);
      return url;
    },
  };
  const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
  return trustedTypes === undefined ? rules : trustedTypes.createPolicy('omniroute', rules);
}
