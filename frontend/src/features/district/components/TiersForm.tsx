/** Name the tiers anew from a day on: those in force stand in it first, and keep what they are. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../../../api/problem'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import { type TierVersion, useProposeTiers } from '../tiers'

interface Line { tier?: string; name?: string; name_en?: string }
interface Values { from_on: string; source: string; tiers: Line[] }

const MOST = 20

export default function TiersForm({ before, onDone }: { before: TierVersion | undefined; onDone: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const propose = useProposeTiers()
  const required = [{ required: true, whitespace: true, message: t('common.required') }]
  const send = (values: Values) =>
    propose.mutate({
      from_on: values.from_on, source: values.source.trim(),
      tiers: values.tiers.map((each) => ({ tier: each.tier ?? null, name: (each.name ?? '').trim(), name_en: (each.name_en ?? '').trim() })),
    }, {
      onSuccess: onDone,
      onError: (error) => {
        const { code, facts } = asProblem(error)
        if (code !== 'targets.tiers_unfit') return
        const name = String(facts.field).split('.').map((part) => (/^\d+$/u.test(part) ? Number(part) : part))
        const message = facts.field === 'from_on' ? t('district.tiers.day_from', { day: facts.would_pass }) : t('district.tiers.twice')
        form.setFields([{ name, errors: [message] }] as unknown as Parameters<typeof form.setFields>[0])
      },
    })
  return (
    <Form form={form} layout="vertical" requiredMark={false} className="zr-form d-form" disabled={propose.isPending} scrollToFirstError={{ focus: true }}
      onFinish={send} initialValues={{ tiers: before?.tiers.map((each) => ({ tier: each.code, name: each.name, name_en: each.name_en })) ?? [{}] }}>
      <div className="d-pair">
        <Form.Item name="from_on" label={t('district.tiers.from')} rules={[{ required: true, message: t('common.required') }]}><DayField /></Form.Item>
        <Form.Item name="source" label={t('district.tiers.grounds')} rules={required}><Input maxLength={300} /></Form.Item>
      </div>
      <Form.List name="tiers">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }, at) => (
              <fieldset key={key} className="d-party" aria-label={t('district.tiers.tier_n', { n: at + 1 })}>
                <Form.Item name={[name, 'tier']} hidden><Input /></Form.Item>
                <div className="d-pair">
                  <Form.Item name={[name, 'name']} label={t('district.tiers.name')} rules={required}><Input maxLength={60} /></Form.Item>
                  <Form.Item name={[name, 'name_en']} label={t('district.tiers.name_en')} rules={required}><Input maxLength={60} /></Form.Item>
                </div>
                {fields.length > 1 && <div><Button size="small" icon={<DeleteOutlined aria-hidden />} onClick={() => remove(name)}>{t('district.tiers.remove', { n: at + 1 })}</Button></div>}
              </fieldset>
            ))}
            {fields.length < MOST && <div><Button icon={<PlusOutlined aria-hidden />} onClick={() => add({})}>{t('district.tiers.add')}</Button></div>}
          </>
        )}
      </Form.List>
      <FormProblem error={propose.error} />
      <div><Button type="primary" htmlType="submit" loading={propose.isPending}>{t('district.tiers.submit')}</Button></div>
    </Form>
  )
}
