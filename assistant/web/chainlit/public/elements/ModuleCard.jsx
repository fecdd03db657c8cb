// The draft, readable in the conversation: tabs, two charts with their numbers, documents to download.
// The module itself is fetched from storage, the only truth: the message holds its id and version.
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { Badge } from '@/components/ui/badge';
import { useEffect, useState } from 'react';

const muted = { color: 'hsl(var(--muted-foreground))' };
const line = '1px solid hsl(var(--border))';
const small = { fontSize: '0.8rem' };

function Bars({ title, rows, unit }) {
  const most = Math.max(1, ...rows.map((row) => row.value));
  return (
    <figure className="jalon-chart" role="img" aria-label={title + ' : ' + rows.map((r) => r.label + ' ' + r.value + unit).join(', ')}>
      <figcaption style={{ ...small, fontWeight: 600, marginBottom: 4 }}>{title}</figcaption>
      {rows.map((row) => (
        <div key={row.label} className="jalon-bar">
          <span className="jalon-bar-label">{row.label}</span>
          <span className="jalon-bar-track"><span className="jalon-bar-fill" style={{ width: (100 * row.value) / most + '%' }} /></span>
          <span className="jalon-bar-value">{row.value}{unit}</span>
        </div>
      ))}
    </figure>
  );
}

function Field({ name, children }) {
  return children ? (<p style={{ ...small, margin: '2px 0' }}><span style={muted}>{name} — </span>{children}</p>) : null;
}

function Objectives({ module, labels }) {
  const counts = Object.keys(labels.bloom).map((level) => ({
    label: labels.bloom[level], value: module.objectives.filter((o) => o.bloom === level).length,
  })).filter((row) => row.value);
  return (
    <div>
      {module.objectives.map((o) => (
        <article key={o.id} className="jalon-item">
          <p><Badge variant="outline">{o.id}</Badge> <strong>{o.statement}</strong> <span style={{ ...small, ...muted }}>{labels.bloom[o.bloom]}</span></p>
          <Field name={labels.condition}>{o.condition}{o.assumed.includes('condition') ? ' (' + labels.assumed + ')' : ''}</Field>
          <Field name={labels.criterion}>{o.criterion}{o.assumed.includes('criterion') ? ' (' + labels.assumed + ')' : ''}</Field>
          <Field name={labels.from}>{o.quotes.map((q) => '« ' + q + ' »').join(' ')}</Field>
          {o.rewritten ? <p style={{ ...small, fontStyle: 'italic' }}>{o.rewritten}</p> : null}
        </article>
      ))}
      <Bars title={labels.bloom_chart} rows={counts} unit="" />
    </div>
  );
}

function Progression({ module, labels, cards }) {
  const minutes = {};
  module.progression.forEach((day) => day.sequences.forEach((s) => {
    if (s.learning_type) minutes[s.learning_type] = (minutes[s.learning_type] || 0) + s.minutes;
  }));
  const rows = Object.keys(labels.learning_types).filter((t) => minutes[t]).map((t) => ({ label: labels.learning_types[t], value: minutes[t] }));
  return (
    <div>
      {module.progression.map((day) => (
        <section key={day.day}>
          {module.progression.length > 1 ? <h4 className="jalon-day">{labels.day} {day.day}</h4> : null}
          {day.sequences.map((s) => s.kind === 'break' ? (
            <p key={s.id} className="jalon-break">{s.start} · {s.title || labels.break} · {s.minutes} {labels.minutes}</p>
          ) : (
            <details key={s.id} className="jalon-item">
              <summary>
                <span className="jalon-when">{s.start || ''} {s.minutes} {labels.minutes}</span>
                <Badge variant="outline">{s.id}</Badge> <strong>{s.title}</strong>{' '}
                <span style={{ ...small, ...muted }}>{s.objectives.join(', ')}{s.methods.length ? ' · ' : ''}{s.methods.map((m) => cards[m] || m).join(', ')} · {labels.groupings[s.grouping]}</span>
              </summary>
              <table className="jalon-steps"><thead><tr><th>{labels.minutes}</th><th>{labels.trainer}</th><th>{labels.learners}</th></tr></thead>
                <tbody>{s.steps.map((step, i) => (<tr key={i}><td>{step.minutes}</td><td>{step.trainer}</td><td>{step.learners}</td></tr>))}</tbody></table>
              <Field name={labels.feedback}>{s.feedback}</Field>
              <Field name={labels.materials}>{s.materials.join(', ')}</Field>
              <Field name={labels.tools}>{s.tools.map((t) => cards[t] || t).join(', ')}</Field>
              <Field name={labels.access}>{s.accessibility}</Field>
            </details>
          ))}
        </section>
      ))}
      <Bars title={labels.type_chart} rows={rows} unit={' ' + labels.minutes} />
    </div>
  );
}

function Assessments({ module, labels }) {
  return module.assessments.map((a) => (
    <article key={a.id} className="jalon-item">
      <p><Badge variant="outline">{a.id}</Badge> <strong>{a.title || a.instrument}</strong>{' '}
        <span style={{ ...small, ...muted }}>{labels.moments[a.moment]} · {a.objectives.join(', ')} · {a.minutes ? a.minutes + ' ' + labels.minutes : labels.inside}</span></p>
      <p style={small}>{a.description}</p>
      {a.rubric.length ? (
        <div style={{ overflowX: 'auto' }}><table className="jalon-steps"><tbody>{a.rubric.map((row, i) => (
          <tr key={i}><th scope="row">{row.essential ? '● ' : ''}{row.criterion}</th>{row.bands.map((band, j) => <td key={j}>{band}</td>)}</tr>))}</tbody></table></div>
      ) : null}
      {a.items.map((item, i) => (<div key={i} style={small}><p><strong>{item.stem}</strong></p><ul>{item.options.map((option, j) => (<li key={j}>{option.correct ? '✓ ' : ''}{option.text} — <em>{option.feedback}</em></li>))}</ul></div>))}
      <Field name={labels.mastery}>{a.mastery}</Field>
    </article>
  ));
}

function Methods({ module, labels }) {
  return (
    <div>
      {module.methods.map((m) => (
        <article key={m.card} className="jalon-item">
          <p><strong>{m.title}</strong> <span style={{ ...small, ...muted }}>{labels.roles[m.role]}</span></p>
          <ul style={small}>{m.reasons.map((reason, i) => <li key={i}>{reason}</li>)}</ul>
          <blockquote className="jalon-quote">{m.quote} <span style={muted}>({labels.card} {m.title})</span></blockquote>
        </article>
      ))}
      {module.runners_up.length ? <h4 className="jalon-day">{labels.rejected}</h4> : null}
      <ul style={small}>{module.runners_up.map((r) => <li key={r.card}><strong>{r.title}</strong> — {r.failed.join(' ')}</li>)}</ul>
      {module.brief.assumptions.length ? <h4 className="jalon-day">{labels.assumptions}</h4> : null}
      <ul style={small}>{[...new Set(module.brief.assumptions.map((a) => a.reason))].map((reason) => <li key={reason}>{reason}</li>)}</ul>
    </div>
  );
}

function Findings({ module, labels }) {
  const shown = module.findings;
  const names = { block: labels.blocking, warn: labels.warning, unknown: labels.pending };
  return (
    <div>
      {shown.length ? shown.map((f, i) => (
        <article key={i} className="jalon-item">
          <p style={small}><Badge variant={f.severity === 'block' ? 'destructive' : 'secondary'}>{f.check} · {names[f.severity]}</Badge> <strong>{f.where}</strong> {f.message}</p>
          <p style={{ ...small, ...muted }}>{f.fix}</p>
        </article>
      )) : <p>{labels.clean}</p>}
      {module.left_to_trainer.length ? <h4 className="jalon-day">{labels.yours}</h4> : null}
      <ul style={small}>{module.left_to_trainer.map((text) => <li key={text}>{text}</li>)}</ul>
    </div>
  );
}

export default function ModuleCard() {
  const [data, setData] = useState(null);
  const [failed, setFailed] = useState(false);
  const french = props.language === 'fr';
  const address = '/modules/' + encodeURIComponent(props.id) + '/' + Number(props.version);
  useEffect(() => {
    fetch(address).then((r) => (r.ok ? r.json() : Promise.reject(r.status))).then(setData).catch(() => setFailed(true));
  }, [address]);
  if (failed) return <p role="alert">{french ? 'Le module n’a pas pu être ouvert. Rechargez la page ; il est conservé.' : 'The module could not be opened. Reload the page; it is kept.'}</p>;
  if (!data) return <p>{french ? 'Ouverture du module…' : 'Opening the module…'}</p>;
  const { module, labels, cards } = data;
  const parts = { objectives: Objectives, progression: Progression, assessments: Assessments, methods: Methods, findings: Findings };
  const serious = module.findings.filter((f) => f.severity !== 'unknown').length;
  return (
    <section className="jalon-card" aria-label={module.brief.title} lang={module.brief.language}>
      <header>
        <h3>{module.brief.title}</h3>
        <p style={{ ...small, ...muted }}>{module.brief.audience} · {labels.version.replace('{n}', module.version)}</p>
        <nav aria-label={labels.download}>
          {[['docx', labels.word], ['md', labels.markdown], ['json', labels.data]].map(([form, name]) => (
            <a key={form} className="jalon-download" href={address + '/document.' + form} download>{name}</a>
          ))}
        </nav>
      </header>
      <Tabs defaultValue="objectives">
        <TabsList className="jalon-tabs">
          {Object.keys(parts).map((key) => (
            <TabsTrigger key={key} value={key}>{labels.tabs[key]}{key === 'findings' && serious ? ' (' + serious + ')' : ''}</TabsTrigger>
          ))}
        </TabsList>
        {Object.entries(parts).map(([key, Part]) => (
          <TabsContent key={key} value={key}><Part module={module} labels={labels} cards={cards} /></TabsContent>
        ))}
      </Tabs>
    </section>
  );
}
