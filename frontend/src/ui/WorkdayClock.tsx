/** One block per working day, always with words beside it. */
interface Props {
  total: number
  used: number
  overdue: boolean
  label: string
}

export default function WorkdayClock({ total, used, overdue, label }: Props) {
  const blocks = Math.max(1, Math.min(total, 15))
  const filled = Math.min(blocks, Math.round((used / Math.max(1, total)) * blocks))
  const tone = overdue ? 'danger' : (total - used) / Math.max(1, total) < 0.2 ? 'warning' : 'info'
  return (
    <span className="zr-workdays" role="img" aria-label={label} data-tone={tone}>
      {Array.from({ length: blocks }, (_, place) => (
        <span key={place} data-filled={place < filled} />
      ))}
    </span>
  )
}
