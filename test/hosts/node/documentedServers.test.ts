import { describeServers } from './describeServers.ts'

describeServers([{ heading: 'Express' }, { heading: 'Fastify', parsesBody: true }])
