/** `/verify` and `/verify/:number`: is this paper genuine? Hashed in the browser, nothing uploaded. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { api, ok } from '../../../../api/client'
import { asProblem } from '../../../../api/problem'
import PublicFrame from '../../../../app/shell/PublicFrame'
import EmptyState from '../../../../ui/EmptyState'
import ErrorState from '../../../../ui/ErrorState'
import PageHeader from '../../../../ui/PageHeader'
import Panel from '../../../../ui/Panel'
import SkeletonRows from '../../../../ui/SkeletonRows'
import FileCheck, { type Hashed } from '../components/FileCheck'
import NumberForm from '../../../../ui/NumberForm'
import PaperFacts from '../components/PaperFacts'
import Verdict from '../components/Verdict'
import '../verify.css'

function usePaper(number: string) {
  return useQuery({
    queryKey: ['papers', 'readPublicPaper', number],
    queryFn: () => ok(api.GET('/api/v1/public/papers/{number}', { params: { path: { number } } })),
    enabled: number !== '',
    retry: false,
  })
}

function useProof(sha256: string | undefined) {
  return useQuery({
    queryKey: ['papers', 'verify', sha256],
    queryFn: () => ok(api.POST('/api/v1/public/verify', { body: { sha256: sha256 ?? '' } })),
    enabled: sha256 !== undefined,
    staleTime: 0,
    retry: false,
  })
}

export default function VerifyPage() {
  const { number = '' } = useParams()
  // Another number, another check: no answer of before may stand beside it.
  return <Check key={number} number={number} />
}

function Check({ number }: { number: string }) {
  const { t } = useTranslation()
  const [file, setFile] = useState<Hashed | null>(null)
  const paper = usePaper(number)
  const proof = useProof(file?.sha256)
  const isUnknown = paper.isLoadingError && asProblem(paper.error).status === 404
  const isReady = number === '' || !paper.isPending
  return (
    <PublicFrame>
      <PageHeader title={number ? t('papers.verify.titleOf', { number }) : t('papers.verify.title')} sub={t('papers.verify.sub')}
        crumbs={number ? [{ label: t('papers.verify.title'), to: '/verify' }, { label: number }] : []} />
      {number && paper.isPending && <SkeletonRows rows={4} />}
      {isUnknown && <Panel><EmptyState title={t('papers.verify.none', { number })} text={t('papers.verify.noneText')} /></Panel>}
      {paper.isLoadingError && !isUnknown && <ErrorState error={paper.error} retry={() => void paper.refetch()} />}
      {paper.data && (
        <Panel title={t('papers.verify.known')}>
          <PaperFacts paper={paper.data} />
          <p className="zr-law">{t('papers.verify.compare')}</p>
        </Panel>
      )}
      <Panel title={t(paper.data ? 'papers.verify.yours' : 'papers.verify.byFile')}><FileCheck onHashed={setFile} /></Panel>
      {file && proof.isFetching && <SkeletonRows rows={3} />}
      {file && proof.isLoadingError && <ErrorState error={proof.error} retry={() => void proof.refetch()} />}
      {file && isReady && proof.data && !proof.isFetching && (
        <Verdict file={file} answer={proof.data} at={new Date(proof.dataUpdatedAt).toISOString()} numbered={paper.data} />
      )}
      <Panel title={t(number ? 'papers.verify.another' : 'papers.verify.byNumber')}><NumberForm page="/verify" label={t('papers.verify.number')} send={t('papers.verify.look')} primary /></Panel>
      <Panel title={t('papers.verify.means.title')}>
        <ul className="pp-list">
          {(['genuine', 'unknown', 'effect', 'offline'] as const).map((key) => <li key={key}>{t(`papers.verify.means.${key}`)}</li>)}
        </ul>
      </Panel>
    </PublicFrame>
  )
}
