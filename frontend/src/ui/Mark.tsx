/** A word with a tone and an icon: never colour alone. */
import { CheckCircleOutlined, ClockCircleOutlined, CloseCircleOutlined, ExclamationCircleOutlined, InfoCircleOutlined, MinusCircleOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { Tone } from '../lib/status'

const ICONS = {
  neutral: MinusCircleOutlined, info: InfoCircleOutlined, pending: ClockCircleOutlined,
  success: CheckCircleOutlined, warning: ExclamationCircleOutlined, danger: CloseCircleOutlined,
}

export default function Mark({ tone, children }: { tone: Tone; children: ReactNode }) {
  const Icon = ICONS[tone]
  return (
    <span className="zr-tag" data-tone={tone}>
      <Icon aria-hidden /> {children}
    </span>
  )
}
