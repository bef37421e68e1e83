import { describeServers } from './describeServers.ts'

// Apart from the port, the first two are what test/server/handlerServers.test.ts starts, and the third does what NestJS does.
describeServers([{ heading: 'node:http' }, { heading: 'Hono' }, { heading: 'Behind a body parser', parsesBody: true }])
