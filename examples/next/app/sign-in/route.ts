import { signIn } from '../../../session.js'

export const GET = signIn
