import { describeHandler } from '../../server/handlerContract.ts'
import { readServerBlock } from '../readServerBlock.ts'
import { startServerCode } from './startServerCode.ts'

/** A code block of the guide that starts a server. */
export interface DocumentedServer {
  heading: string
  /** The framework parses the body before the handler. */
  parsesBody?: boolean
}

/** Tests the token handler's contract on the server of each code block. */
export function describeServers(servers: readonly DocumentedServer[]): void {
  for (const { heading, parsesBody = false } of servers) {
    describeHandler(
      `the code block "${heading}" of the guide`,
      (setup) => startServerCode(heading, readServerBlock(heading), setup),
      { parsesBody },
    )
  }
}
