import { createTokenHandler } from 'react-private-embed/server'

export const handler = createTokenHandler({
  felt: { apiToken: process.env.FELT_API_TOKEN, origin: process.env.FELT_ORIGIN },
  explo: { apiToken: process.env.EXPLO_API_TOKEN, origin: process.env.EXPLO_ORIGIN },
  authorize: () => ({
    felt: { userEmail: 'ada@example.com', mapIds: ['app-start'] },
    explo: { customerId: 'customer-7', embedIds: ['app-start'], expiration: process.env.EXPLO_EXPIRATION },
  }),
})
