import { CloseOutlined } from '@ant-design/icons';
import { Alert, Button, Select, Spin } from 'antd';
import { type DragEvent, type ReactElement, useRef } from 'react';
import type { MergeFormInfo } from '../../../shared/collect/merge-report.ts';
import { Field } from '../../shell/Field.tsx';
import { holdDropped, withoutLeftovers } from '../dropped-files.ts';
import type { QuickMergeRun } from './use-quick-merge.ts';

const layoutTitles: Readonly<Record<MergeFormInfo['layout'], string>> = {
  list: '逐行表，按单位的顺序一行行接起来',
  grouped: '名单表，每个单位一行，名称连在一格里',
  fixed: '固定表，各份逐格相加',
};

/** What is merged into what. */
export function MergeChoice({
  run,
  refused,
}: {
  readonly run: QuickMergeRun;
  /** Why the last merge was not done. */
  readonly refused: string | null;
}): ReactElement {
  const { form, files } = run;
  return (
    <>
      <p className="quick-merge-hint">
        几份同样的表合成一份，按表样原来的格式填好。不进工作簿，原文件不改动。
      </p>
      {refused !== null && <Alert type="error" showIcon title={refused} />}
      <FormChoice run={run} />
      <FileChoice run={run} />
      {form?.info === undefined || form.info === null || form.info.layout !== 'list' ? null : (
        <KeyChoice info={form.info} keys={run.keys} onKeys={run.chooseKeys} />
      )}
      {files.length > 0 && form === null && (
        <p className="quick-merge-hint">没有选表样：以第一份能用的回收表作表样，它的表头、格式照用。</p>
      )}
    </>
  );
}

function FormChoice({ run: { form, chooseForm } }: { readonly run: QuickMergeRun }): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    void holdDropped(event.dataTransfer)().then((all) => {
      const [file] = withoutLeftovers(all);
      if (file !== undefined) chooseForm(file);
    });
  };
  return (
    <section aria-label="表样" onDrop={drop}>
      <Field label="表样">
        <input
          ref={input}
          type="file"
          hidden
          accept=".xlsx,.xlsm,.xls,.et"
          aria-label="表样文件"
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file !== undefined) chooseForm(file);
            target.value = '';
          }}
        />
        <div className="quick-merge-line">
          <Button onClick={() => input.current?.click()}>{form === null ? '选表样…' : '换一份…'}</Button>
          {form === null ? (
            <span className="quick-merge-hint">空表，可以不选</span>
          ) : (
            <>
              <strong className="quick-merge-name" title={form.file.name}>
                {form.file.name}
              </strong>
              <Button
                type="text"
                size="small"
                icon={<CloseOutlined aria-hidden />}
                aria-label="不用这份表样"
                title="不用这份表样"
                onClick={() => chooseForm(null)}
              />
            </>
          )}
        </div>
        {form !== null && form.info === null && form.refused === null && (
          <p className="quick-merge-hint" role="status">
            <Spin size="small" /> 正在认表样…
          </p>
        )}
        {form?.refused !== undefined && form.refused !== null && (
          <Alert type="error" showIcon title={form.refused} />
        )}
        {form?.info !== undefined && form.info !== null && (
          <p className="quick-merge-hint">
            {layoutTitles[form.info.layout]}；{form.info.columns.length}{' '}
            {form.info.layout === 'fixed' ? '个指标' : '栏'}，工作表“{form.info.sheet}”。
            {form.info.notes.join('')}
          </p>
        )}
      </Field>
    </section>
  );
}

function FileChoice({
  run: { files, addFiles, removeFile, removeAll },
}: {
  readonly run: QuickMergeRun;
}): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (target: HTMLInputElement): void => {
    addFiles(withoutLeftovers([...(target.files ?? [])]));
    // The same file chosen again is a choice too.
    target.value = '';
  };
  return (
    <section aria-label="回收表">
      <Field label="回收表">
        <input
          ref={input}
          type="file"
          multiple
          hidden
          accept=".xlsx,.xlsm,.xls,.et,.csv,.txt,.zip"
          aria-label="要合并的文件"
          onChange={({ target }) => take(target)}
        />
        <input
          ref={(element) => {
            // React knows no property for it.
            element?.setAttribute('webkitdirectory', '');
            folder.current = element;
          }}
          type="file"
          hidden
          aria-label="要合并的文件夹"
          onChange={({ target }) => take(target)}
        />
        <div className="quick-merge-line">
          <Button onClick={() => input.current?.click()}>选文件…</Button>
          <Button onClick={() => folder.current?.click()}>选文件夹…</Button>
          <span className="quick-merge-hint">也可以把文件、文件夹、压缩包拖进来</span>
          {files.length > 0 && (
            <Button type="text" size="small" onClick={removeAll}>
              全部移去
            </Button>
          )}
        </div>
        {files.length > 0 && (
          <ol className="quick-merge-files" aria-label="要合并的文件">
            {files.map((file, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name, and only the list itself changes
              <li key={index}>
                <span title={file.webkitRelativePath || file.name}>{file.name}</span>
                <Button
                  type="text"
                  size="small"
                  icon={<CloseOutlined aria-hidden />}
                  aria-label={`不要“${file.name}”`}
                  title="不要这个文件"
                  onClick={() => removeFile(index)}
                />
              </li>
            ))}
          </ol>
        )}
      </Field>
    </section>
  );
}

function KeyChoice({
  info: { columns, keys: suggested },
  keys,
  onKeys,
}: {
  readonly info: MergeFormInfo;
  readonly keys: readonly string[] | null;
  readonly onKeys: (keys: readonly string[] | null) => void;
}): ReactElement {
  return (
    <Field label="对行的栏">
      <Select
        mode="multiple"
        className="quick-merge-keys"
        aria-label="对行的栏"
        placeholder="按表样自己认"
        value={[...(keys ?? suggested)]}
        options={columns.map((title) => ({ value: title, label: title }))}
        onChange={(chosen) => onKeys(chosen.length === 0 ? null : chosen)}
      />
      <p className="quick-merge-hint">
        这几栏都相同的算同一行：内容一样只计一次，不一样的两行都留，列为冲突。
      </p>
    </Field>
  );
}
