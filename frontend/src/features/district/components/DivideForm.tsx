/** Divide a target anew: what is still to be given out stands beside the parts. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../../../api/problem'
import { fenOfWan, wanOfFen } from '../../../lib/need'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import { type Parts, useDivide } from '../parts'
import TargetFigure from './TargetFigure'

interface Line { department?: string; responsible?: string; amount?: string; done_by?: string }
interface Values { from_on: string; reason: string; parts: Line[] }

const MOST = 60

export default function DivideForm({ found, onDone }: { found: Parts; onDone: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const divide = useDivide(found.target)
  const money = found.unit === 'fen'
  const amountOf = (text: string | undefined) => (money ? fenOfWan(text ?? '') : /^\d{1,15}$/u.test((text ?? '').trim()) ? Number(text) : null) ?? 0
  const lines = Form.useWatch('parts', form) as Line[] | undefined
  const left = found.whole - (lines ?? []).reduce((sum, each) => sum + amountOf(each?.amount), 0)
  const told = (value: number) => <TargetFigure unit={found.unit} value={found.unit === 'per_10000' ? String(value) : value} />
  const required = [{ required: true, whitespace: true, message: t('common.required') }]
  const day = [{ required: true, message: t('common.required') }]
  const start = found.in_force?.parts.map((part) => ({ department: part.department, responsible: part.responsible, amount: money ? wanOfFen(part.amount) : String(part.amount), done_by: part.done_by }))
  const send = (values: Values) =>
    divide.mutate({
      from_on: values.from_on, reason: values.reason.trim(),
      parts: values.parts.map((each) => ({ department: (each.department ?? '').trim(), responsible: (each.responsible ?? '').trim(), amount: amountOf(each.amount), done_by: each.done_by ?? '' })),
    }, {
      onSuccess: onDone,
      onError: (error) => {
        const { code, facts } = asProblem(error)
        if (code !== 'targets.parts_unfit') return
        const name = String(facts.field).split('.').map((part) => (/^\d+$/u.test(part) ? Number(part) : part))
        const message = facts.earliest ? t('district.stated.day_between', { from: facts.earliest, to: facts.latest }) : t('district.parts.twice')
        form.setFields([{ name, errors: [message] }] as unknown as Parameters<typeof form.setFields>[0])
      },
    })
  return (
    <Form form={form} layout="vertical" requiredMark={false} className="zr-form d-form" disabled={divide.isPending} scrollToFirstError={{ focus: true }}
      onFinish={send} initialValues={{ parts: start ?? [{}, {}] }}>
      <div className="d-pair">
        <Form.Item name="from_on" label={t('district.parts.from')} rules={day}><DayField /></Form.Item>
        <Form.Item name="reason" label={t('district.parts.grounds')} rules={required}><Input maxLength={1000} /></Form.Item>
      </div>
      <Form.List name="parts">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }, at) => (
              <fieldset key={key} className="d-party" aria-label={t('district.parts.part_n', { n: at + 1 })}>
                <div className="d-pair">
                  <Form.Item name={[name, 'department']} label={t('district.parts.department')} rules={required}><Input maxLength={120} /></Form.Item>
                  <Form.Item name={[name, 'responsible']} label={t('district.parts.person')} rules={required}><Input maxLength={120} /></Form.Item>
                  <Form.Item name={[name, 'amount']} label={t(money ? 'district.parts.amount_wan' : 'district.parts.amount')}
                    rules={[...required, { validator: (_, text: string) => !text || amountOf(text) > 0 ? Promise.resolve() : Promise.reject(new Error(t(money ? 'district.amount_wrong' : 'district.parts.whole_number'))) }]}>
                    <Input inputMode="decimal" maxLength={20} />
                  </Form.Item>
                  <Form.Item name={[name, 'done_by']} label={t('district.parts.done_by')} rules={day}><DayField /></Form.Item>
                </div>
                {fields.length > 1 && <div><Button size="small" icon={<DeleteOutlined aria-hidden />} onClick={() => remove(name)}>{t('district.parts.remove', { n: at + 1 })}</Button></div>}
              </fieldset>
            ))}
            {fields.length < MOST && <div><Button icon={<PlusOutlined aria-hidden />} onClick={() => add({})}>{t('district.parts.add')}</Button></div>}
          </>
        )}
      </Form.List>
      <p role="status" className="d-sum">
        <span>{t('district.target')} {told(found.whole)}</span>
        <strong>{left === 0 ? t('district.parts.adds_up') : left > 0 ? <>{t('district.parts.left')} {told(left)}</> : <>{t('district.parts.over')} {told(-left)}</>}</strong>
      </p>
      <FormProblem error={divide.error} />
      <div><Button type="primary" htmlType="submit" loading={divide.isPending} disabled={left !== 0}>{t('district.parts.propose')}</Button></div>
    </Form>
  )
}
