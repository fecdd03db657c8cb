// The draft, readable in the conversation: tabs, two charts with their numbers, documents to download.
// The module itself is fetched from storage, the only truth: the message holds its id and version.
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { Badge } from '@/components/ui/badge';
import { useEffect, useRef, useState } from 'react';

// The chat draws its elements anew whenever something happens in it: what the reader opened is kept beside the card.
const kept = ((window.jalonCards ??= {})[props.id + '/' + props.version] ??= { tab: 'objectives', unfolded: {} });
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

function Assumed({ labels }) {
  return <span className="jalon-mark">{labels.assumed}</span>;
}

function quoted(text, module) {
  const set = text.replaceAll("'", '’');
  return module.brief.language === 'fr' ? '«\u00a0' + set + '\u00a0»' : '“' + set + '”';
}

function Steps({ steps, labels }) {
  return (
    <table className="jalon-steps">
      <thead><tr><th>{labels.minutes}</th><th>{labels.trainer}</th><th>{labels.learners}</th></tr></thead>
      <tbody>{steps.map((step, i) => (
        <tr key={i}>
          <td className="jalon-min">{step.minutes}<span className="jalon-unit"> {labels.minutes}</span></td>
          <td data-label={labels.trainer}>{step.trainer}</td>
          <td data-label={labels.learners}>{step.learners}</td>
        </tr>))}</tbody>
    </table>
  );
}

function Rubric({ rows, labels }) {
  const heads = labels.bands[Math.max(...rows.map((row) => row.bands.length))] || [];
  return (
    <>
      <table className="jalon-steps jalon-rubric">
        <thead><tr><th>{labels.rubric_criterion}</th>{heads.map((head) => <th key={head}>{head}</th>)}</tr></thead>
        <tbody>{rows.map((row, i) => (
          <tr key={i}>
            <th scope="row">{row.essential ? <span title={labels.essential}>● </span> : null}{row.criterion}</th>
            {row.bands.map((band, j) => <td key={j} data-label={heads[j]}>{band}</td>)}
          </tr>))}</tbody>
      </table>
      {rows.some((row) => row.essential) ? <p style={{ ...small, ...muted }}>{labels.essential}</p> : null}
    </>
  );
}

function Items({ items }) {
  return items.map((item, i) => (
    <div key={i} className="jalon-question">
      <p>{item.stem}</p>
      <ul>{item.options.map((option, j) => <li key={j} data-key={option.correct || undefined}>{option.correct ? '✓ ' : ''}{option.text}{option.feedback ? <em> — {option.feedback}</em> : null}</li>)}</ul>
    </div>
  ));
}

function Objectives({ module, labels }) {
  const counts = Object.keys(labels.bloom).map((level) => ({
    label: labels.bloom[level], value: module.objectives.filter((o) => o.bloom === level).length,
  })).filter((row) => row.value);
  return (
    <div>
      {module.objectives.map((o) => (
        <article key={o.id} className="jalon-item">
          <p className="jalon-title"><Badge variant="outline">{o.id}</Badge> <strong>{o.statement}</strong> <Badge variant="secondary">{labels.bloom[o.bloom]}</Badge></p>
          <Field name={labels.condition}>{o.condition}{o.assumed.includes('condition') ? <Assumed labels={labels} /> : null}</Field>
          <Field name={labels.criterion}>{o.criterion}{o.assumed.includes('criterion') ? <Assumed labels={labels} /> : null}</Field>
          <Field name={labels.from}>{o.quotes.map((q) => quoted(q, module)).join(' ')}</Field>
          {o.rewritten ? <p style={{ ...small, fontStyle: 'italic' }}>{o.rewritten}</p> : null}
        </article>
      ))}
      <Bars title={labels.bloom_chart} rows={counts} unit="" />
    </div>
  );
}

function Progression({ module, labels, cards }) {
  const [open, setOpen] = useState(Boolean(kept.open));
  const unfold = (all) => { kept.open = all; kept.unfolded = {}; setOpen(all); };
  const minutes = {};
  module.progression.forEach((day) => day.sequences.forEach((s) => {
    if (s.learning_type) minutes[s.learning_type] = (minutes[s.learning_type] || 0) + s.minutes;
  }));
  const rows = Object.keys(labels.learning_types).filter((t) => minutes[t]).map((t) => ({ label: labels.learning_types[t], value: minutes[t] }));
  return (
    <div>
      <button type="button" className="jalon-download" aria-pressed={open} onClick={() => unfold(!open)}>{open ? labels.fold : labels.unfold}</button>
      {module.progression.map((day) => (
        <section key={day.day}>
          {module.progression.length > 1 ? <h4 className="jalon-day">{labels.day} {day.day}</h4> : null}
          {day.sequences.map((s) => s.kind === 'break' ? (
            <p key={s.id} className="jalon-break"><span className="jalon-when">{s.start ? s.start + ' · ' : ''}{s.minutes} {labels.minutes}</span>{s.title || labels.break}</p>
          ) : (
            <details key={s.id + open} open={kept.unfolded[s.id] ?? open} className="jalon-item" onToggle={(event) => { kept.unfolded[s.id] = event.target.open; }}>
              <summary>
                <span className="jalon-when">{s.start ? s.start + ' · ' : ''}{s.minutes} {labels.minutes}</span>
                <span className="jalon-what">
                  <span className="jalon-title"><Badge variant="outline">{s.id}</Badge> <strong>{s.title}</strong></span>
                  <span className="jalon-how">{[s.objectives.join(', '), s.methods.map((m) => cards[m] || m).join(', '), labels.groupings[s.grouping]].filter(Boolean).join(' · ')}</span>
                </span>
              </summary>
              <Steps steps={s.steps} labels={labels} />
              {module.matter.filter((piece) => piece.kind === 'task' && piece.where === s.id).map((piece) => (
                <Field key={piece.id} name={labels.matter.kinds.task + ' ' + piece.id}>{piece.text}{piece.accepted ? null : <Assumed labels={labels} />}</Field>
              ))}
              <Field name={labels.tabs.matter}>{module.matter.filter((piece) => piece.kind !== 'task' && piece.where === s.id).map((piece) => piece.id).join(', ')}</Field>
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
      <p className="jalon-title"><Badge variant="outline">{a.id}</Badge> <strong>{a.title || a.instrument}</strong> <Badge variant="secondary">{labels.moments[a.moment]}</Badge></p>
      <p className="jalon-how">{a.objectives.join(', ')} · {a.minutes ? a.minutes + ' ' + labels.minutes : labels.inside}</p>
      <p style={small}>{a.description}</p>
      {a.rubric.length ? <Rubric rows={a.rubric} labels={labels} /> : null}
      <Items items={a.items} />
      <Field name={labels.mastery}>{a.mastery}</Field>
    </article>
  ));
}

// What a model proposed: each piece can be accepted or removed by a message, which the conversation keeps.
function Matter({ module, labels }) {
  const words = labels.matter;
  const waiting = module.matter.some((piece) => !piece.accepted);
  const say = (name, id) => sendUserMessage(words.say[name].replace('{id}', id));
  return (
    <div>
      {waiting ? <p style={small}>{words.about} <button type="button" className="jalon-download" onClick={() => say('accept_all', '')}>{words.accept_all}</button></p> : null}
      {module.objectives.filter((o) => module.matter.some((piece) => piece.objective === o.id)).map((o) => (
        <section key={o.id}>
          <h4 className="jalon-day">{o.id} · {o.statement}</h4>
          {module.matter.filter((piece) => piece.objective === o.id).map((piece) => (
            <article key={piece.id} className="jalon-item">
              <p className="jalon-title">
                <Badge variant="outline">{piece.id}</Badge> <span className="jalon-how">{[words.kinds[piece.kind], piece.where].filter(Boolean).join(' · ')}</span>
                {piece.accepted ? <span className="jalon-mark">{words.accepted}</span> : <Assumed labels={labels} />}
              </p>
              <p>{piece.text}</p>
              {piece.options.length ? <ul className="jalon-list">{piece.options.map((option, i) => <li key={i}>{option.text}{option.correct ? <strong> ({words.key})</strong> : null}</li>)}</ul> : null}
              {piece.kind === 'error' ? <Field name={words.right}>{piece.answer}</Field> : piece.answer ? <p style={small}>{piece.answer}</p> : null}
              {piece.accepted ? null : <p className="jalon-choices">
                <button type="button" className="jalon-download" aria-label={words.accept + ' ' + piece.id} onClick={() => say('accept', piece.id)}>{words.accept}</button>
                <button type="button" className="jalon-download" aria-label={words.withdraw + ' ' + piece.id} onClick={() => say('withdraw', piece.id)}>{words.withdraw}</button>
              </p>}
            </article>
          ))}
        </section>
      ))}
    </div>
  );
}

function Methods({ module, labels }) {
  return (
    <div>
      {module.methods.map((m) => (
        <article key={m.card} className="jalon-item">
          <p className="jalon-title"><strong>{m.title}</strong> <Badge variant="secondary">{labels.roles[m.role]}</Badge></p>
          <ul className="jalon-list">{m.reasons.map((reason, i) => <li key={i}>{reason}</li>)}</ul>
          <blockquote className="jalon-quote">{quoted(m.quote, module)} <cite>{labels.card} {quoted(m.title, module)}</cite></blockquote>
        </article>
      ))}
      {module.runners_up.length ? <h4 className="jalon-day">{labels.rejected}</h4> : null}
      <ul className="jalon-list">{module.runners_up.map((r) => <li key={r.card}><strong>{r.title}</strong> — {r.failed.join(' ')}</li>)}</ul>
      {module.brief.assumptions.length ? <h4 className="jalon-day">{labels.assumptions}</h4> : null}
      <ul className="jalon-list">{[...new Set(module.brief.assumptions.map((a) => a.reason))].map((reason) => <li key={reason}>{reason}</li>)}</ul>
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
          <p className="jalon-title"><Badge variant={f.severity === 'block' ? 'destructive' : 'secondary'}>{f.check} · {names[f.severity]}</Badge> {/^[A-Z]\d+$/.test(f.where) ? <Badge variant="outline">{f.where}</Badge> : null}</p>
          <p style={small}>{f.message}</p>
          <p style={{ ...small, ...muted }}>{f.fix}</p>
        </article>
      )) : <p>{labels.clean}</p>}
      {module.left_to_trainer.length ? <h4 className="jalon-day">{labels.yours}</h4> : null}
      <ul className="jalon-list">{module.left_to_trainer.map((text) => <li key={text}>{text}</li>)}</ul>
    </div>
  );
}

function Brief({ labels, facts }) {
  return (
    <dl className="jalon-facts">
      {facts.map((row) => (
        <div key={row.name}>
          <dt>{row.name}</dt>
          <dd>{Array.isArray(row.value) ? <ul>{row.value.map((text, i) => <li key={i}>{text}</li>)}</ul> : row.value}{row.state === 'proposed' ? <Assumed labels={labels} /> : null}</dd>
        </div>
      ))}
    </dl>
  );
}

export default function ModuleCard() {
  const [data, setData] = useState(kept.data ?? null);
  const [tab, setTab] = useState(kept.tab);
  const [failed, setFailed] = useState(false);
  const french = props.language === 'fr';
  const address = '/modules/' + encodeURIComponent(props.id) + '/' + Number(props.version);
  useEffect(() => {
    if (kept.data) return;
    const keep = (found) => { kept.data = found; setData(found); };
    fetch(address).then((r) => (r.ok ? r.json() : Promise.reject(r.status))).then(keep).catch(() => setFailed(true));
  }, [address]);
  const card = useRef(null);
  useEffect(() => {
    // A draft that has just been written comes into sight; one of an earlier visit stays where it is.
    if (!data || kept.shown) return;
    kept.shown = true;
    if (Date.now() - props.at < 20000) card.current?.scrollIntoView({ block: 'start', behavior: 'smooth' });
  }, [data]);
  if (failed) return <p role="alert">{french ? 'Le module n’a pas pu être ouvert. Rechargez la page ; il est conservé.' : 'The module could not be opened. Reload the page; it is kept.'}</p>;
  if (!data) return <p>{french ? 'Ouverture du module…' : 'Opening the module…'}</p>;
  const { module, labels, cards, facts, summary } = data;
  const matter = module.matter.length ? { matter: Matter } : {};
  const parts = { objectives: Objectives, progression: Progression, ...matter, assessments: Assessments, methods: Methods, findings: Findings, brief: Brief };
  const serious = module.findings.filter((f) => f.severity !== 'unknown').length;
  return (
    <section ref={card} className="jalon-card" aria-label={module.brief.title} lang={module.brief.language}>
      <header>
        <h3>{module.brief.title}</h3>
        <p className="jalon-how">{[...summary, labels.version.replace('{n}', module.version)].join(' · ')}</p>
        <nav aria-label={labels.download}>
          {[['docx', labels.word], ['md', labels.markdown], ['json', labels.data]].map(([form, name]) => (
            <a key={form} className="jalon-download" href={address + '/document.' + form} download>{name}</a>
          ))}
        </nav>
      </header>
      <Tabs value={tab} onValueChange={(chosen) => { kept.tab = chosen; setTab(chosen); }}>
        <TabsList className="jalon-tabs">
          {Object.keys(parts).map((key) => (
            <TabsTrigger key={key} value={key}>{labels.tabs[key]}{key === 'findings' && serious ? ' (' + serious + ')' : ''}</TabsTrigger>
          ))}
        </TabsList>
        {Object.entries(parts).map(([key, Part]) => (
          <TabsContent key={key} value={key}><Part module={module} labels={labels} cards={cards} facts={facts} /></TabsContent>
        ))}
      </Tabs>
    </section>
  );
}
