"""What whoever rules a database could change behind the journal, and how a check must name it.

Each: the statements, as one who is above every trigger runs them, and a part of the sentence.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tampering:
    name: str
    statements: tuple[str, ...]
    said: str  # a regular expression


def rows(name, said, *statements):
    return Tampering(name, statements, said)


ROWS = [
    rows("the level of an incident", "事件 1 的级别：日志为Ⅲ级，表中为Ⅱ级",
         "UPDATE incident SET grade = 'II' WHERE id = 1"),
    rows("the reason of a decision", "级别决定 1 的理由：日志为“50 人以上.*”，表中为“无”",
         "UPDATE level_decision SET reason = '无' WHERE id = 1"),
    rows("who decided", "级别决定 2 的办理人：日志为“陈屿”，表中为“周岚”",
         "UPDATE level_decision SET \"by\" = '周岚' WHERE id = 2"),
    rows("a line of the log", "动态 1 的内容：日志为“到场”，表中为“未到场”",
         "UPDATE log_entry SET text = '未到场' WHERE id = 1"),
    rows("a line of the log taken out", "动态 1：日志中有，表中没有",
         "DELETE FROM log_entry WHERE id = 1"),
    rows("a line of the log put in", "动态 901：表中有，日志中没有登记",
         "INSERT INTO log_entry SELECT * FROM (SELECT 901 AS id, incident_id, at, \"by\","
         " person_id, \"group\", district, office, text, on_wall FROM log_entry WHERE id = 1) t"),
    rows("two lines of the log exchanged", "动态 1 的内容：日志为“到场”，表中为“清点完毕”",
         "UPDATE log_entry SET text = CASE id WHEN 1 THEN '清点完毕' ELSE '到场' END"
         " WHERE id IN (1, 2)"),
    rows("a line of the log under another's number", "动态 2：日志中有，表中没有|动态 902：表中有",
         "UPDATE log_entry SET id = 902 WHERE id = 2"),
    rows("the title of a complaint", "投诉 1：与成批登记时的校验值不符",
         "UPDATE complaint SET title = '没有这回事' WHERE id = 1"),
    rows("the amount of a complaint", "投诉 2：与成批登记时的校验值不符",
         "UPDATE complaint SET amount_cents = 1 WHERE id = 2"),
    rows("a complaint that was corrected", "投诉 3 的涉及金额：日志为 5000.00 元，表中为 1.00 元",
         "UPDATE complaint SET amount_cents = 100 WHERE id = 3"),
    rows("the words of a complaint that was corrected", "投诉 3 的标题：.*内容不显示",
         "UPDATE complaint SET title = '没有这回事' WHERE id = 3"),
    rows("a phone", "投诉人 1：与成批登记时的校验值不符",
         "UPDATE complainant SET phone = '13900000000' WHERE complaint_id = 1"),
    rows("a phone blanked as if by decision", "投诉人 1：与成批登记时的校验值不符",
         "UPDATE complainant SET name = '', phone = '' WHERE complaint_id = 1"),
    rows("a complaint taken out", "投诉 4：日志中有，表中没有",
         "DELETE FROM complainant WHERE complaint_id = 4", "DELETE FROM complaint WHERE id = 4"),
    rows("a trader renamed", "经营主体 1：与成批登记时的校验值不符",
         "UPDATE subject SET name = '别家' WHERE id = 1"),
    rows("a trader put in", "经营主体 901：表中有，日志中没有登记",
         "INSERT INTO subject (id, name, brand, trade, legal_person, address)"
         " VALUES (901, '甲', '', '', '', '')"),
    rows("a complaint's place in an incident ended", "并入事件的投诉 1：与成批登记时的校验值不符",
         "UPDATE incident_complaint SET removed_by = '周岚' WHERE id = 1"),
    rows("a complaint's place in an incident gone", "并入事件的投诉 1：日志中有，表中没有",
         "DELETE FROM incident_complaint WHERE id = 1"),
    rows("who did a step", "处置任务 1 的完成人：日志为“陈屿”，表中为“李蔚”",
         "UPDATE step SET done_by = '李蔚' WHERE id = 1"),
    rows("a deadline", "处置任务 1 的期限：日志为.*，表中为空",
         "UPDATE step SET deadline_at = NULL WHERE id = 1"),
    rows("a name", "人员 1 的姓名：日志为“陈屿”，表中为“某人”",
         "UPDATE person SET name = '某人' WHERE id = 1"),
    rows("a role", "角色授予 3 的角色：日志为“?值班.*，表中为“?总指挥",
         "UPDATE role_grant SET role = 'commander' WHERE id = 3"),
    rows("an import", "导入批次 1 的入库数：日志为 4，表中为 3。",
         "UPDATE batch SET accepted = 3 WHERE id = 1"),
    rows("the plan", "预案条目 1 的内容",
         "UPDATE plan_item SET data = '{}' WHERE id = 1"),
    rows("a count", "统计数有 1 项与投诉不符",
         "UPDATE rollup SET count = count + 1 WHERE family = 'day_district'"
         " AND bucket = (SELECT min(bucket) FROM rollup WHERE family = 'day_district')"),
    rows("counts taken out", "统计数有 \\d+ 项与投诉不符", "DELETE FROM rollup"),
    rows("the author of a line", "日志第 5 行有问题：日志行与校验值不符",
         "UPDATE journal SET actor = 'nobody' WHERE number = 5"),
    rows("a line taken out", "日志第 6 行有问题：行号不连续",
         "DELETE FROM journal_row WHERE line = 5", "DELETE FROM journal WHERE number = 5"),
    rows("an image", "日志第 \\d+ 行有问题：变更内容与校验值不符",
         "UPDATE journal_row SET after = replace(after, '到场', '离场') WHERE after LIKE '%到场%'"),
    rows("an image taken out", "日志第 \\d+ 行有问题：变更记录有缺失",
         "DELETE FROM journal_row WHERE table_name = 'log_entry'"),
    rows("an image put aside as erased", "日志第 \\d+ 行有问题：变更内容与校验值不符",
         "UPDATE journal_row SET before = NULL, after = NULL, salt = NULL, erased_by = 1"
         " WHERE table_name = 'log_entry'"),
    rows("the end of the chain", "日志第 \\d+ 行有问题：链尾与登记不符",
         "UPDATE pen SET number = number - 1"),
    rows("a change that no line announces", "有未记入日志的变更",
         "INSERT INTO journal_row (line, table_name, row_key, op) "
         "SELECT number + 1, 'step', '1', 'update' FROM pen"),
    rows("the digests of a bulk taken out", "成批登记的逐行校验值与日志第 \\d+ 行不符",
         "DELETE FROM bulk_digest WHERE table_name = 'complaint'"),
    rows("a salt taken out", "投诉 1：逐行校验值被去掉，没有销毁决定",
         "UPDATE bulk_digest SET salts = {zeros} WHERE table_name = 'complaint'"),
    rows("digests exchanged", "成批登记的逐行校验值与日志第 \\d+ 行不符",
         "UPDATE bulk_digest SET digests = salts WHERE table_name = 'complaint'"),
]  # fmt: skip

FILE = [
    rows("a trigger dropped", "触发器 journal_incident_update 缺失",
         "DROP TRIGGER journal_incident_update"),
    rows("a trigger that never acts", "触发器 journal_step_update 被改动",
         "DROP TRIGGER journal_step_update",
         "CREATE TRIGGER journal_step_update AFTER UPDATE ON step WHEN 0 BEGIN SELECT 1; END"),
    rows("a trigger of its own", "触发器 sly 不是本程序所建",
         "CREATE TRIGGER sly AFTER INSERT ON step BEGIN DELETE FROM step WHERE id = NEW.id; END"),
    rows("a column", "表“处置任务”（step）的列 sly 不是本程序所建",
         "ALTER TABLE step ADD COLUMN sly TEXT"),
    rows("a column gone", "表“约谈”（trader_talk）的列 kept_words 缺失",
         "DROP TRIGGER journal_trader_talk_insert", "DROP TRIGGER journal_trader_talk_update",
         "DROP TRIGGER journal_trader_talk_delete",
         "ALTER TABLE trader_talk DROP COLUMN kept_words"),
    rows("a table", "表 sly 不是本程序所建", "CREATE TABLE sly (id INTEGER)"),
    rows("a table gone", "表“典型案例”（typical_case）缺失", "DROP TABLE typical_case"),
    rows("a view in the way", "视图 sly 不是本程序所建",
         "CREATE VIEW sly AS SELECT * FROM complainant"),
    rows("one more unique index", "索引 sly 不是本程序所建",
         "CREATE UNIQUE INDEX sly ON incident (title)"),
    rows("an index", "索引 ix_step_incident_id 缺失", "DROP INDEX ix_step_incident_id"),
    rows("a constraint", "表“任务附件”（attachment）被改动",
         "DROP TABLE attachment", "CREATE TABLE attachment (id INTEGER NOT NULL, "
         "step_id INTEGER NOT NULL, sha256 VARCHAR NOT NULL, name VARCHAR NOT NULL, "
         "size BIGINT NOT NULL, at BIGINT NOT NULL, \"by\" VARCHAR NOT NULL, "
         "CONSTRAINT pk_attachment PRIMARY KEY (id))"),
]  # fmt: skip

SERVER = [
    rows("a trigger disabled", "表“事件”（incident）的触发器 journal_incident_update 被停用",
         "ALTER TABLE incident DISABLE TRIGGER journal_incident_update"),
    rows("all triggers disabled", "表“处置任务”（step）的触发器.*被停用",
         "ALTER TABLE step DISABLE TRIGGER ALL"),
    rows("a trigger dropped", "表“处置任务”（step）的触发器 journal_step_delete 缺失",
         "DROP TRIGGER journal_step_delete ON step"),
    rows("a trigger that never acts", "表“处置任务”（step）的触发器 journal_step_update 被改动",
         "CREATE OR REPLACE TRIGGER journal_step_update AFTER UPDATE ON step FOR EACH ROW"
         " WHEN (false) EXECUTE FUNCTION journal_step_update()"),
    rows("a trigger of its own", "表“处置任务”（step）的触发器 sly 不是本程序所建",
         "CREATE TRIGGER sly AFTER UPDATE ON step EXECUTE FUNCTION journal_append_only()"),
    rows("a function replaced", "函数 journal_append_only 被改动",
         "CREATE OR REPLACE FUNCTION journal_append_only() RETURNS trigger LANGUAGE plpgsql"
         " AS $$ BEGIN RETURN NEW; END $$"),
    rows("the check itself replaced", "函数 rights.may_verify 被改动",
         "CREATE OR REPLACE FUNCTION rights.may_verify() RETURNS boolean LANGUAGE sql"
         " AS $$ SELECT true $$"),
    rows("a function of its own", "函数 sly 不是本程序所建",
         "CREATE FUNCTION sly() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$"),
    rows("the owner of a function", "rights.see_complainant 的属主被改为 postgres",
         "ALTER FUNCTION rights.see_complainant(integer) OWNER TO postgres"),
    rows("whose rights a function runs with", "函数 rights.need 的运行身份",
         "ALTER FUNCTION rights.need(text, text[], text, text[], text, integer, integer)"
         " SECURITY INVOKER"),
    rows("where a function searches", "函数 rights.need 的运行身份",
         "ALTER FUNCTION rights.need(text, text[], text, text[], text, integer, integer)"
         " SET search_path = pg_temp, public"),
    rows("who may call a function", "函数 journal_image 多给了 cc_duty 调用权",
         "GRANT EXECUTE ON FUNCTION journal_image(text, text, text, text, text) TO cc_duty"),
    rows("a grant to everybody", "表“投诉人”（complainant）多出权限 SELECT，属 PUBLIC",
         "GRANT SELECT ON complainant TO PUBLIC"),
    rows("a grant on a column", "表“投诉人”（complainant）多出权限 SELECT (phone)，属 cc_duty",
         "GRANT SELECT (phone) ON complainant TO cc_duty"),
    rows("a grant taken away", "表“处置任务”（step）缺少权限 SELECT，属 cc_auditor",
         "REVOKE SELECT ON step FROM cc_auditor"),
    rows("the owner of a table", "journal 的属主被改为 cc_owner",
         "ALTER TABLE journal OWNER TO cc_owner"),
    rows("a policy dropped", "表“投诉”（complaint）的行级策略 people_select 缺失",
         'DROP POLICY "people_select" ON complaint'),
    rows("a policy that lets all through", "表“投诉”（complaint）的行级策略 people_select 被改动",
         'ALTER POLICY "people_select" ON complaint USING (true)'),
    rows("a policy of its own", "表“投诉”（complaint）的行级策略 sly 不是本程序所建",
         "CREATE POLICY sly ON complaint USING (true)"),
    rows("policies switched off", "表“投诉”（complaint）的行级策略被停用",
         "ALTER TABLE complaint DISABLE ROW LEVEL SECURITY"),
    rows("a view changed", "视图 masked.complainant 被改动",
         "CREATE OR REPLACE VIEW masked.complainant WITH (security_barrier) AS"
         " SELECT complaint_id, name::text, phone::text, id_type, id_number::text, address::text"
         " FROM complainant"),
    rows("a view of its own", "视图 sly 不是本程序所建",
         "CREATE VIEW sly AS SELECT * FROM complainant"),
    rows("a constraint dropped", "表“处置任务”（step）的约束"
         " FOREIGN KEY (incident_id) REFERENCES incident(id) 缺失",
         "ALTER TABLE step DROP CONSTRAINT fk_step_incident_id"),
    rows("the reference of the images dropped", "（journal_row）的约束 FOREIGN KEY (line)"
         " REFERENCES journal(number) DEFERRABLE INITIALLY DEFERRED 缺失",
         "DO $$ BEGIN EXECUTE (SELECT 'ALTER TABLE journal_row DROP CONSTRAINT ' || conname FROM"
         " pg_constraint WHERE conrelid = 'journal_row'::regclass AND contype = 'f'); END $$"),
    rows("a column", "表“处置任务”（step）的列 sly 不是本程序所建",
         "ALTER TABLE step ADD COLUMN sly text"),
    rows("a column that may be empty", "表“处置任务”（step）的列 title 被改动",
         "ALTER TABLE step ALTER COLUMN title DROP NOT NULL"),
    rows("a default", "列的默认值 complaint.reporter_protected 被改动",
         "ALTER TABLE complaint ALTER COLUMN reporter_protected SET DEFAULT true"),
    rows("a table", "表 sly 不是本程序所建", "CREATE TABLE sly (id integer)"),
    rows("a rule", "表“处置任务”（step）的规则 sly 不是本程序所建",
         "CREATE RULE sly AS ON DELETE TO step DO INSTEAD NOTHING"),
    rows("an event trigger", "事件触发器 sly 不是本程序所建",
         "CREATE FUNCTION sly() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$",
         "CREATE EVENT TRIGGER sly ON ddl_command_end EXECUTE FUNCTION sly()"),
    rows("a role that no policy binds", "角色 cc_duty 的属性被改动",
         "ALTER ROLE cc_duty BYPASSRLS"),
]  # fmt: skip
