import { describeServers } from './describeServers.ts'

describeServers([
  { heading: 'Koa', parsesBody: true },
  { heading: 'NestJS', parsesBody: true },
  // Apart from the port, test/server/handlerServers.test.ts starts the next two, too, and NestJS does what the last one does.
  { heading: 'node:http' },
  { heading: 'Hono on Node.js' },
  { heading: 'Behind a body parser', parsesBody: true },
])
