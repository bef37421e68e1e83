import { describeHandler } from '../server/handlerContract.ts'
import { type ExampleCommands, startExample } from './startExample.ts'

const EXAMPLES: readonly ExampleCommands[] = [
  { name: 'express', start: () => ['start'], hasPage: true },
  { name: 'hono', start: () => ['start'] },
  {
    name: 'next',
    build: ['run', 'build'],
    start: (port) => ['start', '--', '-p', String(port)],
    hasPage: true,
  },
]

for (const example of EXAMPLES) {
  describeHandler(`the token handler of the example ${example.name}`, (setup) => startExample(example, setup))
}
