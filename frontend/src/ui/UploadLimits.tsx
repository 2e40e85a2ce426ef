/** What may be brought, and whether it is looked at for viruses here: as the server says. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ok } from '../api/client'

export default function UploadLimits() {
  const { t } = useTranslation()
  const found = useQuery({
    queryKey: ['documents', 'scanner'], staleTime: Infinity,
    queryFn: async () => (await ok(api.GET('/api/v1/uploads'))).scanner,
  })
  const words = [t('common.upload.limits'), ...(found.data === undefined ? [] : [t(found.data ? 'common.upload.scanned' : 'common.upload.not_scanned')])]
  return <span className="zr-sub">{words.join(t('common.upload.then'))}</span>
}
