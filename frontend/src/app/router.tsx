/** Every address: each feature brings its routes, each page is a chunk of its own. */
import { createBrowserRouter, Navigate, type RouteObject, useRouteError } from 'react-router'
import { HOME, useSession } from '../lib/permissions'
import ErrorState from '../ui/ErrorState'
import SkeletonRows from '../ui/SkeletonRows'
import { words } from './i18n'
import { Forbidden, Missing } from './pages'

type Routes = { default: RouteObject[]; area?: 'public' }

/** A feature's routes: `area = 'public'` stands outside the signed-in frame. */
const files = Object.values(import.meta.glob<Routes>('../features/**/routes.tsx', { eager: true }))
const signedIn = files.filter((file) => file.area !== 'public').flatMap((file) => file.default)
const open = files.filter((file) => file.area === 'public').flatMap((file) => file.default)

function Broken() {
  return (
    <main className="zr-boot">
      <ErrorState error={useRouteError()} retry={() => location.reload()} />
    </main>
  )
}

/** While the first page's own code is on its way. */
function Waiting() {
  return <SkeletonRows rows={8} />
}

/** `/` is the landing page for a visitor and the home of whoever is signed in. */
function Root({ landing }: { landing: React.ReactNode }) {
  const session = useSession()
  return session ? <Navigate to={HOME[session.organisation.kind]} replace /> : landing
}

const landing = open.find((route) => route.id === 'landing')

/** The code of a page comes together with the words that it says. */
function worded(route: RouteObject): RouteObject {
  const { lazy, children } = route
  return {
    ...route,
    ...(typeof lazy === 'function' && { lazy: async () => (await Promise.all([lazy(), words()]))[0] }),
    ...(children && { children: children.map(worded) }),
  } as RouteObject
}

export const router = createBrowserRouter([
  { path: '/', errorElement: <Broken />, element: <Root landing={landing?.element} /> },
  ...open.filter((route) => route !== landing).map((route) => ({
    errorElement: <Broken />,
    hydrateFallbackElement: <Waiting />,
    ...worded(route),
  })),
  worded({
    lazy: async () => ({ Component: (await import('./shell/Shell')).default }),
    errorElement: <Broken />,
    hydrateFallbackElement: <Waiting />,
    children: [...signedIn, { path: '/403', element: <Forbidden /> }, { path: '*', element: <Missing /> }],
  }),
])
