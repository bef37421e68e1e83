import { testNextHosts } from './testNextHosts.ts'

testNextHosts([
  { name: 'Next.js 14', host: 'next14' },
  { name: 'Next.js 15', host: 'next15' },
  { name: 'Next.js 16', host: 'next16' },
  { name: 'Next.js 16 with cacheComponents', host: 'next16', hasCacheComponents: true },
])
