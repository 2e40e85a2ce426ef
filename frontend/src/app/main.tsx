/** The entry: providers around the router. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router'
import { ready } from './i18n'
import Providers from './providers'
import { router } from './router'
import '../styles/base.css'

const root = document.getElementById('root')
if (root) {
  void ready.catch(() => undefined).then(() => {
    createRoot(root).render(
      <StrictMode>
        <Providers>
          <RouterProvider router={router} />
        </Providers>
      </StrictMode>,
    )
  })
}
