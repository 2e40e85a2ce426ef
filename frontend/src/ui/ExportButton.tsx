/** Saves the list as it is filtered; a refusal is said beside the button, never lost in a download. */
import { DownloadOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { asProblem, sentenceFor } from '../api/problem'
import { saveFile } from '../lib/saveFile'

interface Props {
  /** Asks the API for the file. */
  ask: () => Promise<Blob>
  fileName: string
  /** What the button says, where a page has several. */
  label?: string
}

export default function ExportButton({ ask, fileName, label }: Props) {
  const { t } = useTranslation()
  const asked = useMutation({ mutationFn: ask, onSuccess: (file) => saveFile(file, fileName) })
  const problem = asked.error && asProblem(asked.error)
  return (
    <span className="zr-export">
      <Button icon={<DownloadOutlined aria-hidden />} loading={asked.isPending} onClick={() => asked.mutate()}>
        {label ?? t('common.export')}
      </Button>
      {problem && <span className="field-error" role="alert">{sentenceFor(problem.code, t, problem.facts)}</span>}
    </span>
  )
}
