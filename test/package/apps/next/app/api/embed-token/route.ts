import { createTokenHandler } from 'react-private-embed/server'

export const POST = createTokenHandler({
  felt: { apiToken: process.env.FELT_API_TOKEN, origin: process.env.FELT_ORIGIN },
  explo: { apiToken: process.env.EXPLO_API_TOKEN, origin: process.env.EXPLO_ORIGIN },
  authorize: () => ({
    felt: { userEmail: 'ada@example.com', mapIds: ['app-next'] },
    explo: { customerId: 'customer-7', embedIds: ['app-next'], expiration: process.env.EXPLO_EXPIRATION },
  }),
})
