/** The map and dashboard of the reader's own, as the environment of `npm start` names them. */
export interface Accounts {
  mapId: string | null
  embedId: string | null
}

/** Asks the playground's server which accounts it has. */
export async function fetchAccounts(): Promise<Accounts> {
  const answer = await fetch('/emulator/accounts')
  return answer.json()
}
