import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [react()],
  // A test that needs a document says so in its first line: jsdom takes a second for each file.
  test: {
    environment: 'node', include: ['src/**/*.test.{ts,tsx}'], globals: false, setupFiles: ['src/__tests__/patience.ts'],
    testTimeout: 60_000, hookTimeout: 60_000,
  },
})
