import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { emulatorPlugin } from '../test/support/emulatorPlugin.ts'

/** The playground's own Vite. Its backend is emulated: a token server and both providers, see `src/testing`. */
export default defineConfig({ plugins: [react(), emulatorPlugin()] })
