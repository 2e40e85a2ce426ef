import { Button, Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useIndustries } from '../../../api/industries'
import { KINDS, PLEDGED, SORTS, SOURCES } from '../model'
import type { AssetFilter } from '../queries'

interface Props {
  filter: AssetFilter
  isFiltered: boolean
  onChange: (name: string, value: string | undefined) => void
  onClear: () => void
}

const CHOICES = { kind: KINDS, source: SOURCES, pledged: PLEDGED } as const

export default function AssetFilters({ filter, isFiltered, onChange, onClear }: Props) {
  const { t } = useTranslation()
  const industries = useIndustries('portfolio.industry').every
  const [text, setText] = useState(filter.q ?? '')

  useEffect(() => {
    const wait = setTimeout(() => {
      if (text.trim() !== (filter.q ?? '')) onChange('q', text.trim() || undefined)
    }, 300)
    return () => clearTimeout(wait)
    // Only what is typed starts the wait; the filter itself follows it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [text])

  return (
    <div className="pf-filters" role="search">
      <Input
        type="search"
        allowClear
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={t('portfolio.list.filter.q')}
        aria-label={t('portfolio.list.filter.q')}
        className="pf-filter-q"
      />
      {(['kind', 'industry', 'source', 'pledged'] as const).map((name) => (
        <Select
          key={name}
          allowClear
          value={filter[name]}
          onChange={(value?: string) => onChange(name, value)}
          placeholder={t(`portfolio.list.filter.${name}`)}
          aria-label={t(`portfolio.list.filter.${name}`)}
          options={name === 'industry' ? industries : CHOICES[name].map((value) => ({ value, label: t(`portfolio.${name}.${value}`) }))}
          className="pf-filter"
        />
      ))}
      <Select
        value={filter.sort ?? 'added_at'}
        onChange={(value: string) => onChange('sort', value === 'added_at' ? undefined : value)}
        aria-label={t('portfolio.list.filter.sort')}
        options={SORTS.map((value) => ({ value, label: t(`portfolio.list.sort.${value}`) }))}
        className="pf-filter"
      />
      {isFiltered && (
        <Button
          type="link"
          onClick={() => {
            setText('')
            onClear()
          }}
        >
          {t('portfolio.list.filter.clear')}
        </Button>
      )}
    </div>
  )
}
