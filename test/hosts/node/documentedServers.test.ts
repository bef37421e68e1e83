import { describeHandler } from '../../server/handlerContract.ts'
import { readServerBlock } from '../readServerBlock.ts'
import { startServerCode } from './startServerCode.ts'

const SERVERS: { heading: string; parsesBody?: boolean }[] = [
  { heading: 'node:http' },
  { heading: 'Hono' },
  { heading: 'Express' },
  { heading: 'Behind a body parser', parsesBody: true },
  { heading: 'Fastify', parsesBody: true },
  { heading: 'Koa', parsesBody: true },
  { heading: 'NestJS', parsesBody: true },
]

for (const { heading, parsesBody = false } of SERVERS) {
  describeHandler(
    `the code block "${heading}" of docs/server.md`,
    (setup) => startServerCode(heading, readServerBlock(heading), setup),
    { parsesBody },
  )
}
