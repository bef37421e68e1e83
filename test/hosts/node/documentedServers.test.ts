import { describeServers } from './describeServers.ts'

describeServers([
  { heading: 'Express' },
  { heading: 'Fastify', parsesBody: true },
  { heading: 'Koa', parsesBody: true },
  { heading: 'NestJS', parsesBody: true },
])
