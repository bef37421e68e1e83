/** Posts an event in Explo's envelope. To any origin: nothing that is posted is a secret. */
export function postToHost(event: string, detail: unknown = {}): void {
  if (parent !== window) parent.postMessage({ event, detail }, '*')
}
