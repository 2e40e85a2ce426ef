/** The register as the district sees it: every registration, with its amount. */
import { Button, Input, Select, Table } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useMay } from '../../../lib/permissions'
import { useNarrow } from '../../../lib/useNarrow'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import ExportButton from '../../../ui/ExportButton'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Pager from '../../../ui/Pager'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import SavedViews from '../../../ui/SavedViews'
import StatusTag from '../../../ui/StatusTag'
import RowKeys from '../../../ui/worklist/RowKeys'
import { useWorklist } from '../../../ui/worklist/useWorklist'
import KnownDay from '../components/KnownDay'
import RegisterPeek from '../components/RegisterPeek'
import { saveRegister } from '../books'
import { useDayState } from '../known'
import { EMPTY, SEARCHES } from '../model'
import { type RegisterRow, useRegister } from '../queries'

const NONE: readonly RegisterRow[] = []
const keyOf = (row: RegisterRow) => row.number
const hrefOf = (row: RegisterRow) => (row.pledge_id ? `/d/register/${row.pledge_id}` : undefined)

export default function RegisterPage() {
  const { t } = useTranslation()
  const id = useId()
  const navigate = useNavigate()
  const narrow = useNarrow(760)
  const may = useMay('record_registrations')
  const { state, set, clear } = useDayState(EMPTY)
  const by = state.by ?? 'number'
  const { known } = state
  const asked = useRegister({ by, text: state.q ?? '', known, cursor: state.cursor })
  const title = asked.data ? t('district.register_title', { n: asked.data.total }) : t('nav.d.register')
  const rows = asked.data?.items ?? NONE
  const work = useWorklist({ items: rows, keyOf, hrefOf })
  if (asked.isLoadingError) return <ErrorState error={asked.error} retry={() => void asked.refetch()} />
  const number = (row: RegisterRow) => row.pledge_id ? <Link className="num" to={`/d/register/${row.pledge_id}`}>{row.number}</Link> : row.number
  const names = (parties: (string | null)[]) => parties.map((name) => name ?? t('district.person')).join(t('common.sep'))
  const counted = (row: RegisterRow) => <Mark tone={row.verified ? 'success' : 'warning'}>{t(row.verified ? 'status.stage.verified' : 'district.unverified')}</Mark>
  return (
    <>
      <PageHeader title={title} sub={known ? t('district.data_to', { date: known }) : t('district.register_sub')}
        extra={
          <>
            <SavedViews list="registrations" query={new URLSearchParams({ by, ...(state.q ? { q: state.q } : {}) }).toString()} />
            <ExportButton label={t('district.export_xlsx')} ask={() => saveRegister(by, state.q ?? '', known)} fileName="register.xlsx"
              long={{ list: 'register', format: 'xlsx', filters: { [by]: state.q, as_known_on: known } }} />
            {may && <Button onClick={() => void navigate('/d/register/import')}>{t('district.import.title')}</Button>}
            {may && <Button type="primary" onClick={() => void navigate('/d/register/new')}>{t('district.record')}</Button>}
          </>
        } />
      <div className="zr-filters">
        <label className="zr-hidden" htmlFor={`${id}-by`}>{t('district.search_by')}</label>
        <Select id={`${id}-by`} value={by} onChange={(value: string) => set({ by: value })} className="d-by"
          options={SEARCHES.map((value) => ({ value, label: t(`district.search.${value}`) }))} />
        <label className="zr-hidden" htmlFor={`${id}-q`}>{t('common.search')}</label>
        <Input.Search id={`${id}-q`} key={state.q} className="d-search" allowClear defaultValue={state.q} placeholder={t(`district.search_hint.${by}`)}
          enterButton={t('common.search')} onSearch={(text) => set({ by, q: text.trim() })} />
        <KnownDay known={known} onChange={set} />
      </div>
      {asked.data?.live !== null && asked.data?.live !== undefined && (
        <p role="status"><Mark tone={asked.data.live ? 'warning' : 'success'}>{t(asked.data.live ? 'district.live' : 'district.not_live')}</Mark></p>
      )}
      <div className="zr-work" data-peek={work.peeking} data-own-keys>
      <Panel flush>
        {asked.isPending ? <SkeletonRows /> : rows.length === 0 ? (
          <EmptyState title={t('district.none_found')} text={t('district.none_found_text')}
            action={state.q && <Button onClick={clear}>{t('common.clear')}</Button>} />
        ) : narrow ? (
          <ul className="zr-cards">
            {rows.map((row) => (
              <li key={row.number} className="zr-card">
                <span className="d-line">{number(row)}<strong><Money fen={row.secured_fen} /></strong></span>
                <span>{names(row.pledgors)} → {names(row.pledgees)}</span>
                <span className="zr-sub num">{row.registered_on} · {t('district.rights', { n: row.patents.length })}</span>
                <span className="zr-filters"><StatusTag subject="pledge" state={row.state} />{counted(row)}</span>
              </li>
            ))}
          </ul>
        ) : (
          <div className="zr-scroll">
            <Table<RegisterRow> size="small" rowKey="number" pagination={false} dataSource={[...rows]}
              rowClassName={(_, place) => (place === work.at ? 'zr-row-now' : '')}
              onRow={(_, place) => ({ onClick: () => work.point(place ?? 0), 'aria-current': place === work.at ? 'true' : undefined })}
              columns={[
              { title: t('district.number'), render: (_, row) => number(row) },
              { title: t('district.registered_on'), dataIndex: 'registered_on', className: 'num' },
              { title: t('district.pledgor'), render: (_, row) => names(row.pledgors) },
              { title: t('district.pledgee'), render: (_, row) => names(row.pledgees) },
              { title: t('district.patents'), render: (_, row) => <span title={row.patents.join('\n')} className="num">{row.patents[0]}{row.patents.length > 1 && ` +${row.patents.length - 1}`}</span> },
              { title: t('district.state'), render: (_, row) => <StatusTag subject="pledge" state={row.state} /> },
              { title: t('district.stage_label'), render: (_, row) => counted(row) },
              { title: t('district.amount_wan'), align: 'right', render: (_, row) => <strong><Money fen={row.secured_fen} bare /></strong> },
            ]} />
          </div>
        )}
        {asked.data && <Pager next={asked.data.next} total={asked.data.total} />}
        {rows.length > 0 && <RowKeys selects={false} />}
      </Panel>
      {work.peeking && work.now && <RegisterPeek row={work.now} href={hrefOf(work.now)} onClose={work.stopPeeking} onMove={work.move} />}
      </div>
    </>
  )
}
