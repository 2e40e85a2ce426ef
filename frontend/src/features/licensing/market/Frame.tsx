/** Around the market: the signed-in frame for whoever is signed in, the public one for everybody else. */
import { Outlet } from 'react-router'
import PublicFrame from '../../../app/shell/PublicFrame'
import Shell from '../../../app/shell/Shell'
import { useSession } from '../../../lib/permissions'

export default function Frame() {
  return useSession() ? <Shell /> : <PublicFrame><Outlet /></PublicFrame>
}
