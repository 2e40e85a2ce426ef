/** A list's saved views: what one often asks of it, under one's own name; kept with the account. */
import { DeleteOutlined, FolderOpenOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Popover } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { api, ok } from '../api/client'
import { keepAnswer } from '../api/query'
import type { components } from '../api/schema'
import { useMutation } from '../lib/useMutation'
import FormProblem from './FormProblem'

type ListName = components['schemas']['ViewNameIn']['list']
type View = components['schemas']['ViewOut']

interface Props {
  list: ListName
  /** The list as it is shown now, as its address would say it. */
  query: string
}

function useViews(list: ListName) {
  const client = useQueryClient()
  const key = ['identity', 'listSavedViews', list]
  const keep = { onSuccess: (views: View[]) => keepAnswer(client, key, views) }
  return {
    views: useQuery({ queryKey: key, queryFn: () => ok(api.GET('/api/v1/saved-views', { params: { query: { list } } })) }),
    save: useMutation({
      mutationFn: (view: View) => ok(api.POST('/api/v1/saved-views', { body: { list, ...view } })), ...keep,
    }),
    remove: useMutation({
      mutationFn: (name: string) => ok(api.POST('/api/v1/saved-views/removal', { body: { list, name } })), ...keep,
    }),
  }
}

export default function SavedViews({ list, query }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const { pathname } = useLocation()
  const { views, save, remove } = useViews(list)
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const keep = () => save.mutate({ name: name.trim(), query }, { onSuccess: () => setName('') })
  const kept = views.data ?? []
  const content = (
    <div className="zr-views">
      {kept.length === 0 ? <p className="zr-sub">{t('views.none')}</p> : (
        <ul>
          {kept.map((view) => (
            <li key={view.name}>
              <Link to={`${pathname}?${view.query}`} onClick={() => setOpen(false)} aria-current={view.query === query ? 'true' : undefined}>{view.name}</Link>
              <Button type="text" size="small" icon={<DeleteOutlined aria-hidden />} aria-label={t('views.remove', { name: view.name })}
                loading={remove.isPending && remove.variables === view.name} onClick={() => remove.mutate(view.name)} />
            </li>
          ))}
        </ul>
      )}
      <Form layout="vertical" onFinish={keep}>
        <label htmlFor={id}>{t('views.keep')}</label>
        <div className="zr-views-new">
          <Input id={id} value={name} maxLength={40} onChange={(event) => setName(event.target.value)} placeholder={t('views.name')} />
          <Button htmlType="submit" loading={save.isPending} disabled={name.trim() === ''} title={name.trim() === '' ? t('views.nameFirst') : undefined}>
            {t('views.save')}
          </Button>
        </div>
      </Form>
      <FormProblem error={save.error ?? remove.error ?? views.error} />
    </div>
  )
  return (
    <Popover content={content} trigger="click" open={open} onOpenChange={setOpen} placement="bottomRight" title={t('views.title')}>
      <Button icon={<FolderOpenOutlined aria-hidden />} aria-expanded={open}>{t('views.title')}</Button>
    </Popover>
  )
}
