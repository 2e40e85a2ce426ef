/** The licence as it was deposited, beside what is compared with it: a picture, or the browser's PDF view. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import ErrorState from '../../../ui/ErrorState'
import SkeletonRows from '../../../ui/SkeletonRows'
import { type Licence, readLicence } from '../queries'

/** What every browser shows; the vault also takes OFD and TIFF. */
const SHOWN = ['application/pdf', 'image/png', 'image/jpeg', 'image/webp']

export default function LicenceView({ licence }: { licence: Licence }) {
  const { t } = useTranslation()
  if (!SHOWN.includes(licence.media_type)) return <p className="zr-sub">{t('operator.case.notShown')}</p>
  return <Shown licence={licence} />
}

function Shown({ licence }: { licence: Licence }) {
  const { t } = useTranslation()
  const asked = useQuery({
    queryKey: ['documents', 'previewDocument', licence.id],
    queryFn: () => readLicence(licence),
    staleTime: Infinity,
  })
  const address = useAddress(asked.data)
  if (asked.isError) return <ErrorState compact error={asked.error} retry={() => void asked.refetch()} />
  if (!address) return <SkeletonRows rows={6} />
  const name = t('operator.case.viewed', { name: licence.name })
  // Out of the way of Tab: the browser's own PDF view would not let it out again.
  // No sandbox: browsers show no PDF in one. The blob bears the vault's type, so it never is a page.
  // oxlint-disable-next-line react/iframe-missing-sandbox
  if (licence.media_type === 'application/pdf') return <iframe className="op-licence" tabIndex={-1} title={name} src={`${address}#navpanes=0`} />
  return <img className="op-licence" alt={name} src={address} />
}

/** The file under an address of this page's own, for as long as it is shown. */
function useAddress(file: Blob | undefined) {
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    if (!file) return undefined
    const made = URL.createObjectURL(file)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return address
}
