BEGIN TRANSACTION;
CREATE TABLE account (
	person_id INTEGER NOT NULL, 
	password_hash VARCHAR NOT NULL, 
	changed_at BIGINT NOT NULL, 
	must_change BOOLEAN NOT NULL, 
	failures INTEGER NOT NULL, 
	locked_until BIGINT, 
	CONSTRAINT pk_account PRIMARY KEY (person_id), 
	CONSTRAINT fk_account_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE attachment (
	id INTEGER NOT NULL, 
	step_id INTEGER NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	size BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	CONSTRAINT pk_attachment PRIMARY KEY (id), 
	CONSTRAINT fk_attachment_sha256 FOREIGN KEY(sha256) REFERENCES stored_file (sha256), 
	CONSTRAINT fk_attachment_step_id FOREIGN KEY(step_id) REFERENCES step (id)
);
CREATE TABLE attendance (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	left_at BIGINT, 
	CONSTRAINT pk_attendance PRIMARY KEY (id), 
	CONSTRAINT fk_attendance_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_attendance_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE batch (
	id INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	file_name VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	mapping VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	opened_at BIGINT NOT NULL, 
	closed_at BIGINT, 
	opened_by VARCHAR NOT NULL, 
	rows INTEGER NOT NULL, 
	accepted INTEGER NOT NULL, 
	duplicates INTEGER NOT NULL, 
	rejected INTEGER NOT NULL, 
	platform_to BIGINT, 
	hotline_to BIGINT, 
	CONSTRAINT pk_batch PRIMARY KEY (id)
);
INSERT INTO "batch" VALUES(1,'12315','','','','closed',1795488360000000,NULL,'安娜',0,1,0,0,NULL,NULL);
CREATE TABLE city (
	id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	office VARCHAR NOT NULL, 
	geojson VARCHAR NOT NULL, 
	CONSTRAINT pk_city PRIMARY KEY (id)
);
CREATE TABLE complainant (
	complaint_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	phone VARCHAR NOT NULL, 
	id_type VARCHAR NOT NULL, 
	id_number VARCHAR NOT NULL, 
	address VARCHAR NOT NULL, 
	CONSTRAINT pk_complainant PRIMARY KEY (complaint_id), 
	CONSTRAINT fk_complainant_complaint_id FOREIGN KEY(complaint_id) REFERENCES complaint (id)
);
INSERT INTO "complainant" VALUES(1,'王某','10000000001','','','');
CREATE TABLE complaint (
	id INTEGER NOT NULL, 
	number VARCHAR NOT NULL, 
	batch_id INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	registered_at BIGINT NOT NULL, 
	recorded_at BIGINT NOT NULL, 
	title VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	category VARCHAR NOT NULL, 
	problem VARCHAR NOT NULL, 
	district VARCHAR, 
	town VARCHAR NOT NULL, 
	subject_id INTEGER, 
	brand VARCHAR NOT NULL, 
	goods VARCHAR NOT NULL, 
	amount_cents BIGINT, 
	online BOOLEAN, 
	special_group VARCHAR NOT NULL, 
	other_province BOOLEAN NOT NULL, 
	urgency VARCHAR NOT NULL, 
	lat INTEGER, 
	lon INTEGER, 
	precision TEXT, 
	person_key VARCHAR NOT NULL, 
	CONSTRAINT pk_complaint PRIMARY KEY (id), 
	CONSTRAINT fk_complaint_batch_id FOREIGN KEY(batch_id) REFERENCES batch (id), 
	CONSTRAINT fk_complaint_district FOREIGN KEY(district) REFERENCES district (code), 
	CONSTRAINT fk_complaint_subject_id FOREIGN KEY(subject_id) REFERENCES subject (id), 
	CONSTRAINT uq_complaint_number UNIQUE (number)
);
INSERT INTO "complaint" VALUES(1,'n1',1,'12315','complaint','app',1795488360000000,1795488360000000,'退费','关门了','体育','合同','990102','',1,'某','年卡',320000,0,'',0,'',301000000,1202000000,NULL,'0f0f0f0f0f0f0f0f0f0f0f0f');
CREATE TABLE district (
	code VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	lat INTEGER NOT NULL, 
	lon INTEGER NOT NULL, 
	CONSTRAINT pk_district PRIMARY KEY (code)
);
INSERT INTO "district" VALUES('990102','城东区',301000000,1202000000);
CREATE TABLE duty (
	id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	role TEXT NOT NULL, 
	person_id INTEGER NOT NULL, 
	starts_at BIGINT NOT NULL, 
	ends_at BIGINT NOT NULL, 
	CONSTRAINT pk_duty PRIMARY KEY (id), 
	CONSTRAINT fk_duty_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE file_part (
	sha256 VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	data BLOB NOT NULL, 
	CONSTRAINT pk_file_part PRIMARY KEY (sha256, number), 
	CONSTRAINT fk_file_part_sha256 FOREIGN KEY(sha256) REFERENCES stored_file (sha256)
);
CREATE TABLE incident (
	id INTEGER NOT NULL, 
	title VARCHAR NOT NULL, 
	public_title VARCHAR NOT NULL, 
	topic VARCHAR NOT NULL, 
	categories TEXT NOT NULL, 
	state TEXT NOT NULL, 
	grade TEXT, 
	response TEXT, 
	plan_version_id INTEGER NOT NULL, 
	summary VARCHAR NOT NULL, 
	brand VARCHAR NOT NULL, 
	districts TEXT NOT NULL, 
	occurred_at BIGINT, 
	received_at BIGINT NOT NULL, 
	received_by_way VARCHAR NOT NULL, 
	verified_at BIGINT, 
	activated_at BIGINT, 
	expected_days INTEGER, 
	measures VARCHAR NOT NULL, 
	registered_by VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_incident PRIMARY KEY (id), 
	CONSTRAINT fk_incident_plan_version_id FOREIGN KEY(plan_version_id) REFERENCES plan_version (id)
);
INSERT INTO "incident" VALUES(1,'某店','某机构','','["cluster"]','responding','III',NULL,1,'','','["990102"]',NULL,1795488360000000,'',NULL,NULL,NULL,'','安娜',1);
CREATE TABLE incident_complaint (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	complaint_id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	removed_at BIGINT, 
	CONSTRAINT pk_incident_complaint PRIMARY KEY (id), 
	CONSTRAINT fk_incident_complaint_complaint_id FOREIGN KEY(complaint_id) REFERENCES complaint (id), 
	CONSTRAINT fk_incident_complaint_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
CREATE TABLE incident_place (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	subject_id INTEGER, 
	label VARCHAR NOT NULL, 
	district VARCHAR, 
	lat INTEGER, 
	lon INTEGER, 
	CONSTRAINT pk_incident_place PRIMARY KEY (id), 
	CONSTRAINT fk_incident_place_district FOREIGN KEY(district) REFERENCES district (code), 
	CONSTRAINT fk_incident_place_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_incident_place_subject_id FOREIGN KEY(subject_id) REFERENCES subject (id)
);
CREATE TABLE instruction (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
	to_group TEXT, 
	to_person INTEGER, 
	given_by VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	deadline_at BIGINT, 
	received_at BIGINT, 
	received_by VARCHAR NOT NULL, 
	reported_at BIGINT, 
	reported_by VARCHAR NOT NULL, 
	report VARCHAR NOT NULL, 
	CONSTRAINT pk_instruction PRIMARY KEY (id), 
	CONSTRAINT fk_instruction_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_instruction_to_person FOREIGN KEY(to_person) REFERENCES person (id)
);
CREATE TABLE journal (
	number INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	actor VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	subject INTEGER NOT NULL, 
	incident_id INTEGER, 
	verb VARCHAR NOT NULL, 
	clause VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	hash VARCHAR NOT NULL, 
	CONSTRAINT pk_journal PRIMARY KEY (number)
);
INSERT INTO "journal" VALUES(1,1795573143445654,'ana','person',1,NULL,'added','','04fca8f8bee9eca8cae0032aa42e5d18d918c875901f9cf2ec0d110fdda5b81f','7848525b3978e6abaaeeb82576a8a7cf6c179d1e965a5c5f642c68fd57af1b79');
INSERT INTO "journal" VALUES(2,1795573143453432,'ana','incident',1,NULL,'added','','dab9348b2518bf96446423ad14f4a02fbf2a5e58227b759b228b2b91bb6e0e16','4a084582ca0dd86880660feb0330ee32a861218d108a4886306f221b63cea0d1');
INSERT INTO "journal" VALUES(3,1795573143458969,'ana','complaint',1,NULL,'added','','0969e29681c320399ed0d2cbbf1d46693fd2a79e9b50d6ef78fdfbdc89d1451d','1fca90fbf5ef4e33a22c52c712afd15119f9e007f6abb4d97a245b49b716a536');
INSERT INTO "journal" VALUES(4,1795573143463306,'ana','step',1,1,'renamed','4.1(3)','2b245661799e3041dd92c1fbafcee6de55edf757bbab7c52076d5dfaa0d71f25','f2cb204f7937596eec37bf50a8277d97b5d004970499ef697deb5b1bc4336974');
CREATE TABLE journal_row (
	id INTEGER NOT NULL, 
	line INTEGER NOT NULL, 
	table_name VARCHAR NOT NULL, 
	row_key VARCHAR NOT NULL, 
	op VARCHAR NOT NULL, 
	"before" VARCHAR, 
	"after" VARCHAR, 
	salt VARCHAR, 
	digest VARCHAR, 
	erased_by INTEGER, 
	CONSTRAINT pk_journal_row PRIMARY KEY (id), 
	CONSTRAINT fk_journal_row_line FOREIGN KEY(line) REFERENCES journal (number) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "journal_row" VALUES(1,1,'person','1','insert',NULL,'{"id":1,"login":"ana","name":"安娜","post":"科长","phone":"","mobile":"","active":1}','bc23f6dbe71a00adcaeee78628b8c6c8','ddcdb00a2c9bc27ef100df66cc3c13fdc78eb1556afb7729f2b2e1cd2ee72fa2',NULL);
INSERT INTO "journal_row" VALUES(2,1,'role_grant','1','insert',NULL,'{"id":1,"person_id":1,"role":"leader","group":"onsite","district":null,"valid_from":1795488360000000,"valid_until":null,"granted_by":"ana"}','f355cb59f1a9959347852f5580076921','2be8b6e84af24552a904a3f86163ed1d2fd54199dfd4a8481c526f90189977b6',NULL);
INSERT INTO "journal_row" VALUES(3,1,'setting','k','insert',NULL,'{"key":"k","value":"{\"a\":\"“引号”\",\"b\":[1,2.5]}","source":""}','3140626e7094635bb6700319e5e89b10','c578bf2ca69a1912d45dbd66400fcae095129475143202dd89c3e638f003c8f1',NULL);
INSERT INTO "journal_row" VALUES(4,1,'plan_version','1','insert',NULL,'{"id":1,"label":"第1版","adopted_at":1795488360000000,"adopted_by":"安娜"}','379e842116484cf49b4cc63416e4dc23','e330efdd20fe847a840842ef28a65c7bd81a8a786d13e871f1d52c8bd15ccd18',NULL);
INSERT INTO "journal_row" VALUES(5,1,'plan_item','1','insert',NULL,'{"id":1,"version_id":1,"kind":"clause","code":"1.1","position":0,"data":"{\"words\":\"总则\"}","source":"","proposal":0}','89ee2e2c963da61f3ad1878f218b5634','85215710b00bff8b5970c963473fcbbbacf4e3cc7914221e0f11854f03480dcf',NULL);
INSERT INTO "journal_row" VALUES(6,2,'incident','1','insert',NULL,'{"id":1,"title":"某店","public_title":"某机构","topic":"","categories":"[\"cluster\"]","state":"responding","grade":"III","response":null,"plan_version_id":1,"summary":"","brand":"","districts":"[\"990102\"]","occurred_at":null,"received_at":1795488360000000,"received_by_way":"","verified_at":null,"activated_at":null,"expected_days":null,"measures":"","registered_by":"安娜","version":1}','6f8f2bfd8d88388a7fb0d1a41309868c','67f5994b91031117e47ec95908ed7532a572d965387a6eff4d54a8524ab4de02',NULL);
INSERT INTO "journal_row" VALUES(7,2,'level_decision','1','insert',NULL,'{"id":1,"incident_id":1,"axis":"grade","step":"decision","level":"III","reason":"同意","facts":"{\"people\":60}","by":"安娜","at":1795488360000000,"signature":"","answers":null}','d72514e0aa9f5afb4c0e16fe73e1e63f','09e7c1cb18a1023e7c0501a4ed03977346adf79d06d246d815edd732da468ab8',NULL);
INSERT INTO "journal_row" VALUES(8,2,'step','1','insert',NULL,'{"id":1,"incident_id":1,"code":"C1","title":"到场","detail":"","group":"onsite","clause":"","basis":"","must":0,"position":1,"deadline_at":1795491960000000,"state":"open","assigned_to":null,"done_at":null,"done_by":"","version":1}','6d2ec182c3e912269873dada0d77cc9d','5b3c727aa63c303c5ed685d13b4def07699814268b37b4a05bb542c2cec032b2',NULL);
INSERT INTO "journal_row" VALUES(9,2,'log_entry','1','insert',NULL,'{"id":1,"incident_id":1,"at":1795488360000000,"by":"安娜","person_id":null,"group":null,"district":null,"office":"值班室","text":"门口聚集 60 人","on_wall":0}','fc691e6492563f8dd2265f8e3ff407ba','5e427d054278041258255e2505e47c91f2e3502c26f9c1a3d5606d636340455f',NULL);
INSERT INTO "journal_row" VALUES(10,3,'batch','1','insert',NULL,'{"id":1,"source":"12315","file_name":"","sha256":"","mapping":"","state":"closed","opened_at":1795488360000000,"closed_at":null,"opened_by":"安娜","rows":0,"accepted":1,"duplicates":0,"rejected":0,"platform_to":null,"hotline_to":null}','a4c0a4af07ca5d482d02e407b1222297','6e410ed532e9415345d0feb715fada5b7d7b763c314421094bef670118ba3744',NULL);
INSERT INTO "journal_row" VALUES(11,4,'step','1','update','{"id":1,"incident_id":1,"code":"C1","title":"到场","detail":"","group":"onsite","clause":"","basis":"","must":0,"position":1,"deadline_at":1795491960000000,"state":"open","assigned_to":null,"done_at":null,"done_by":"","version":1}','{"id":1,"incident_id":1,"code":"C1","title":"到场处置","detail":"","group":"onsite","clause":"","basis":"","must":0,"position":1,"deadline_at":1795491960000000,"state":"open","assigned_to":null,"done_at":null,"done_by":"","version":2}','1beabe66e09066c9ee48e195bd63b508','15dc5055a3d21e7070c85e19fd4c4d515b9613a49dcf716643190fa30d80d482',NULL);
CREATE TABLE level_decision (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	axis TEXT NOT NULL, 
	step VARCHAR NOT NULL, 
	level TEXT NOT NULL, 
	reason VARCHAR NOT NULL, 
	facts TEXT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	signature VARCHAR NOT NULL, 
	answers INTEGER, 
	CONSTRAINT pk_level_decision PRIMARY KEY (id), 
	CONSTRAINT fk_level_decision_answers FOREIGN KEY(answers) REFERENCES level_decision (id), 
	CONSTRAINT fk_level_decision_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
INSERT INTO "level_decision" VALUES(1,1,'grade','decision','III','同意','{"people":60}','安娜',1795488360000000,'',NULL);
CREATE TABLE log_entry (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	person_id INTEGER, 
	"group" TEXT, 
	district VARCHAR, 
	office VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	on_wall BOOLEAN NOT NULL, 
	CONSTRAINT pk_log_entry PRIMARY KEY (id), 
	CONSTRAINT fk_log_entry_district FOREIGN KEY(district) REFERENCES district (code), 
	CONSTRAINT fk_log_entry_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_log_entry_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "log_entry" VALUES(1,1,1795488360000000,'安娜',NULL,NULL,NULL,'值班室','门口聚集 60 人',0);
CREATE TABLE pen (
	id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	hash VARCHAR NOT NULL, 
	CONSTRAINT pk_pen PRIMARY KEY (id)
);
INSERT INTO "pen" VALUES(1,4,'f2cb204f7937596eec37bf50a8277d97b5d004970499ef697deb5b1bc4336974');
CREATE TABLE person (
	id INTEGER NOT NULL, 
	login VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	post VARCHAR NOT NULL, 
	phone VARCHAR NOT NULL, 
	mobile VARCHAR NOT NULL, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_person PRIMARY KEY (id), 
	CONSTRAINT uq_person_login UNIQUE (login)
);
INSERT INTO "person" VALUES(1,'ana','安娜','科长','','',1);
CREATE TABLE plan_item (
	id INTEGER NOT NULL, 
	version_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	data TEXT NOT NULL, 
	source VARCHAR NOT NULL, 
	proposal BOOLEAN NOT NULL, 
	CONSTRAINT pk_plan_item PRIMARY KEY (id), 
	CONSTRAINT fk_plan_item_version_id FOREIGN KEY(version_id) REFERENCES plan_version (id)
);
INSERT INTO "plan_item" VALUES(1,1,'clause','1.1',0,'{"words":"总则"}','',0);
CREATE TABLE plan_version (
	id INTEGER NOT NULL, 
	label VARCHAR NOT NULL, 
	adopted_at BIGINT NOT NULL, 
	adopted_by VARCHAR NOT NULL, 
	CONSTRAINT pk_plan_version PRIMARY KEY (id)
);
INSERT INTO "plan_version" VALUES(1,'第1版',1795488360000000,'安娜');
CREATE TABLE report (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	issue INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	elements TEXT NOT NULL, 
	as_of BIGINT NOT NULL, 
	deadline_at BIGINT, 
	drafted_by VARCHAR NOT NULL, 
	drafted_at BIGINT NOT NULL, 
	signed_by VARCHAR NOT NULL, 
	signed_at BIGINT, 
	sent_to TEXT NOT NULL, 
	sent_way VARCHAR NOT NULL, 
	sent_by VARCHAR NOT NULL, 
	sent_at BIGINT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_report PRIMARY KEY (id), 
	CONSTRAINT fk_report_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
CREATE TABLE role_grant (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	role TEXT NOT NULL, 
	"group" TEXT, 
	district VARCHAR, 
	valid_from BIGINT NOT NULL, 
	valid_until BIGINT, 
	granted_by VARCHAR NOT NULL, 
	CONSTRAINT pk_role_grant PRIMARY KEY (id), 
	CONSTRAINT fk_role_grant_district FOREIGN KEY(district) REFERENCES district (code), 
	CONSTRAINT fk_role_grant_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "role_grant" VALUES(1,1,'leader','onsite',NULL,1795488360000000,NULL,'ana');
CREATE TABLE rollup (
	family VARCHAR NOT NULL, 
	bucket INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	batch_id INTEGER NOT NULL, 
	count INTEGER NOT NULL, 
	CONSTRAINT pk_rollup PRIMARY KEY (family, bucket, "key", batch_id)
)
 WITHOUT ROWID

;
INSERT INTO "rollup" VALUES('day_category',20781,'体育',1,1);
INSERT INTO "rollup" VALUES('day_district',20781,'990102',1,1);
INSERT INTO "rollup" VALUES('day_problem',20781,'合同',1,1);
INSERT INTO "rollup" VALUES('hour_channel',498746,'app',1,1);
CREATE TABLE schema_info (
	id INTEGER NOT NULL, 
	min_client VARCHAR NOT NULL, 
	database_id VARCHAR NOT NULL, 
	CONSTRAINT pk_schema_info PRIMARY KEY (id)
);
INSERT INTO "schema_info" VALUES(1,'0.1.0','2507c76e5eab8490');
CREATE TABLE setting (
	"key" VARCHAR NOT NULL, 
	value TEXT NOT NULL, 
	source VARCHAR NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY ("key")
);
INSERT INTO "setting" VALUES('k','{"a":"“引号”","b":[1,2.5]}','');
CREATE TABLE simulated_clock (
	id INTEGER NOT NULL, 
	real_micros BIGINT NOT NULL, 
	simulated_micros BIGINT NOT NULL, 
	speed INTEGER NOT NULL, 
	story VARCHAR NOT NULL, 
	CONSTRAINT pk_simulated_clock PRIMARY KEY (id)
);
CREATE TABLE step (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	detail VARCHAR NOT NULL, 
	"group" TEXT NOT NULL, 
	clause VARCHAR NOT NULL, 
	basis VARCHAR NOT NULL, 
	must BOOLEAN NOT NULL, 
	position INTEGER NOT NULL, 
	deadline_at BIGINT, 
	state TEXT NOT NULL, 
	assigned_to INTEGER, 
	done_at BIGINT, 
	done_by VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_step PRIMARY KEY (id), 
	CONSTRAINT fk_step_assigned_to FOREIGN KEY(assigned_to) REFERENCES person (id), 
	CONSTRAINT fk_step_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
INSERT INTO "step" VALUES(1,1,'C1','到场处置','','onsite','','',0,1,1795491960000000,'open',NULL,NULL,'',2);
CREATE TABLE step_note (
	id INTEGER NOT NULL, 
	step_id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	CONSTRAINT pk_step_note PRIMARY KEY (id), 
	CONSTRAINT fk_step_note_step_id FOREIGN KEY(step_id) REFERENCES step (id)
);
CREATE TABLE stored_file (
	sha256 VARCHAR NOT NULL, 
	size BIGINT NOT NULL, 
	complete BOOLEAN NOT NULL, 
	CONSTRAINT pk_stored_file PRIMARY KEY (sha256)
);
CREATE TABLE subject (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	credit_code VARCHAR, 
	brand VARCHAR NOT NULL, 
	trade VARCHAR NOT NULL, 
	legal_person VARCHAR NOT NULL, 
	address VARCHAR NOT NULL, 
	district VARCHAR, 
	lat INTEGER, 
	lon INTEGER, 
	precision TEXT, 
	CONSTRAINT pk_subject PRIMARY KEY (id), 
	CONSTRAINT fk_subject_district FOREIGN KEY(district) REFERENCES district (code), 
	CONSTRAINT uq_subject_credit_code UNIQUE (credit_code)
);
INSERT INTO "subject" VALUES(1,'某店','99990100MA0000001X','某','','','',NULL,NULL,NULL,NULL);
CREATE TABLE tally (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	value BIGINT NOT NULL, 
	place VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	CONSTRAINT pk_tally PRIMARY KEY (id), 
	CONSTRAINT fk_tally_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
CREATE TABLE team (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	label VARCHAR NOT NULL, 
	lat INTEGER NOT NULL, 
	lon INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	CONSTRAINT pk_team PRIMARY KEY (id), 
	CONSTRAINT fk_team_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
CREATE TABLE town (
	id INTEGER NOT NULL, 
	district VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	lat INTEGER NOT NULL, 
	lon INTEGER NOT NULL, 
	CONSTRAINT pk_town PRIMARY KEY (id), 
	CONSTRAINT fk_town_district FOREIGN KEY(district) REFERENCES district (code)
);
CREATE INDEX ix_batch_open ON batch (id) WHERE state = 'open';
CREATE INDEX ix_journal_incident_id_number ON journal (incident_id, number);
CREATE INDEX ix_duty_starts_at ON duty (starts_at);
CREATE INDEX ix_journal_row_line ON journal_row (line);
CREATE INDEX ix_plan_item_version_id_kind_position ON plan_item (version_id, kind, position);
CREATE INDEX ix_role_grant_person_id ON role_grant (person_id);
CREATE INDEX ix_subject_brand ON subject (brand);
CREATE INDEX ix_subject_name ON subject (name);
CREATE INDEX ix_attendance_incident_id ON attendance (incident_id);
CREATE INDEX ix_complaint_district_category_registered_at ON complaint (district, category, registered_at);
CREATE INDEX ix_complaint_registered_at_category_district_subject_id ON complaint (registered_at, category, district, subject_id);
CREATE INDEX ix_complaint_subject_id_registered_at ON complaint (subject_id, registered_at);
CREATE INDEX ix_incident_place_incident_id ON incident_place (incident_id);
CREATE INDEX ix_instruction_incident_id ON instruction (incident_id);
CREATE INDEX ix_level_decision_incident_id ON level_decision (incident_id);
CREATE INDEX ix_log_entry_incident_id_at ON log_entry (incident_id, at);
CREATE INDEX ix_report_incident_id ON report (incident_id);
CREATE INDEX ix_step_incident_id ON step (incident_id);
CREATE INDEX ix_tally_incident_id_kind_at ON tally (incident_id, kind, at);
CREATE INDEX ix_team_incident_id ON team (incident_id);
CREATE INDEX ix_attachment_step_id ON attachment (step_id);
CREATE INDEX ix_incident_complaint_complaint_id ON incident_complaint (complaint_id);
CREATE INDEX ix_incident_complaint_incident_id_complaint_id ON incident_complaint (incident_id, complaint_id);
CREATE INDEX ix_step_note_step_id ON step_note (step_id);
CREATE TRIGGER journal_attachment_insert AFTER INSERT ON "attachment" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'attachment', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'step_id', NEW."step_id", 'sha256', NEW."sha256", 'name', NEW."name", 'size', NEW."size", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_attachment_update AFTER UPDATE ON "attachment" WHEN (OLD."id" IS NOT NEW."id" OR OLD."step_id" IS NOT NEW."step_id" OR OLD."sha256" IS NOT NEW."sha256" OR OLD."name" IS NOT NEW."name" OR OLD."size" IS NOT NEW."size" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'attachment', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'step_id', OLD."step_id", 'sha256', OLD."sha256", 'name', OLD."name", 'size', OLD."size", 'at', OLD."at", 'by', OLD."by"), json_object('id', NEW."id", 'step_id', NEW."step_id", 'sha256', NEW."sha256", 'name', NEW."name", 'size', NEW."size", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_attachment_delete AFTER DELETE ON "attachment" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'attachment', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'step_id', OLD."step_id", 'sha256', OLD."sha256", 'name', OLD."name", 'size', OLD."size", 'at', OLD."at", 'by', OLD."by"), NULL FROM pen; END;
CREATE TRIGGER journal_attendance_insert AFTER INSERT ON "attendance" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'attendance', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'person_id', NEW."person_id", 'at', NEW."at", 'left_at', NEW."left_at") FROM pen; END;
CREATE TRIGGER journal_attendance_update AFTER UPDATE ON "attendance" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."at" IS NOT NEW."at" OR OLD."left_at" IS NOT NEW."left_at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'attendance', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'person_id', OLD."person_id", 'at', OLD."at", 'left_at', OLD."left_at"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'person_id', NEW."person_id", 'at', NEW."at", 'left_at', NEW."left_at") FROM pen; END;
CREATE TRIGGER journal_attendance_delete AFTER DELETE ON "attendance" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'attendance', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'person_id', OLD."person_id", 'at', OLD."at", 'left_at', OLD."left_at"), NULL FROM pen; END;
CREATE TRIGGER journal_batch_insert AFTER INSERT ON "batch" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'batch', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'source', NEW."source", 'file_name', NEW."file_name", 'sha256', NEW."sha256", 'mapping', NEW."mapping", 'state', NEW."state", 'opened_at', NEW."opened_at", 'closed_at', NEW."closed_at", 'opened_by', NEW."opened_by", 'rows', NEW."rows", 'accepted', NEW."accepted", 'duplicates', NEW."duplicates", 'rejected', NEW."rejected", 'platform_to', NEW."platform_to", 'hotline_to', NEW."hotline_to") FROM pen; END;
CREATE TRIGGER journal_batch_update AFTER UPDATE ON "batch" WHEN (OLD."id" IS NOT NEW."id" OR OLD."source" IS NOT NEW."source" OR OLD."file_name" IS NOT NEW."file_name" OR OLD."sha256" IS NOT NEW."sha256" OR OLD."mapping" IS NOT NEW."mapping" OR OLD."state" IS NOT NEW."state" OR OLD."opened_at" IS NOT NEW."opened_at" OR OLD."closed_at" IS NOT NEW."closed_at" OR OLD."opened_by" IS NOT NEW."opened_by" OR OLD."rows" IS NOT NEW."rows" OR OLD."accepted" IS NOT NEW."accepted" OR OLD."duplicates" IS NOT NEW."duplicates" OR OLD."rejected" IS NOT NEW."rejected" OR OLD."platform_to" IS NOT NEW."platform_to" OR OLD."hotline_to" IS NOT NEW."hotline_to") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'batch', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'source', OLD."source", 'file_name', OLD."file_name", 'sha256', OLD."sha256", 'mapping', OLD."mapping", 'state', OLD."state", 'opened_at', OLD."opened_at", 'closed_at', OLD."closed_at", 'opened_by', OLD."opened_by", 'rows', OLD."rows", 'accepted', OLD."accepted", 'duplicates', OLD."duplicates", 'rejected', OLD."rejected", 'platform_to', OLD."platform_to", 'hotline_to', OLD."hotline_to"), json_object('id', NEW."id", 'source', NEW."source", 'file_name', NEW."file_name", 'sha256', NEW."sha256", 'mapping', NEW."mapping", 'state', NEW."state", 'opened_at', NEW."opened_at", 'closed_at', NEW."closed_at", 'opened_by', NEW."opened_by", 'rows', NEW."rows", 'accepted', NEW."accepted", 'duplicates', NEW."duplicates", 'rejected', NEW."rejected", 'platform_to', NEW."platform_to", 'hotline_to', NEW."hotline_to") FROM pen; END;
CREATE TRIGGER journal_batch_delete AFTER DELETE ON "batch" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'batch', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'source', OLD."source", 'file_name', OLD."file_name", 'sha256', OLD."sha256", 'mapping', OLD."mapping", 'state', OLD."state", 'opened_at', OLD."opened_at", 'closed_at', OLD."closed_at", 'opened_by', OLD."opened_by", 'rows', OLD."rows", 'accepted', OLD."accepted", 'duplicates', OLD."duplicates", 'rejected', OLD."rejected", 'platform_to', OLD."platform_to", 'hotline_to', OLD."hotline_to"), NULL FROM pen; END;
CREATE TRIGGER journal_complainant_update AFTER UPDATE ON "complainant" WHEN (OLD."complaint_id" IS NOT NEW."complaint_id" OR OLD."name" IS NOT NEW."name" OR OLD."phone" IS NOT NEW."phone" OR OLD."id_type" IS NOT NEW."id_type" OR OLD."id_number" IS NOT NEW."id_number" OR OLD."address" IS NOT NEW."address") AND NOT EXISTS (SELECT 1 FROM complaint c JOIN batch b ON b.id = c.batch_id WHERE c.id = NEW.complaint_id AND b.state = 'open') BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'complainant', CAST(NEW."complaint_id" AS TEXT), 'update', json_object('complaint_id', OLD."complaint_id", 'name', OLD."name", 'phone', OLD."phone", 'id_type', OLD."id_type", 'id_number', OLD."id_number", 'address', OLD."address"), json_object('complaint_id', NEW."complaint_id", 'name', NEW."name", 'phone', NEW."phone", 'id_type', NEW."id_type", 'id_number', NEW."id_number", 'address', NEW."address") FROM pen; END;
CREATE TRIGGER journal_complainant_delete AFTER DELETE ON "complainant" WHEN NOT EXISTS (SELECT 1 FROM complaint c JOIN batch b ON b.id = c.batch_id WHERE c.id = OLD.complaint_id AND b.state = 'open') BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'complainant', CAST(OLD."complaint_id" AS TEXT), 'delete', json_object('complaint_id', OLD."complaint_id", 'name', OLD."name", 'phone', OLD."phone", 'id_type', OLD."id_type", 'id_number', OLD."id_number", 'address', OLD."address"), NULL FROM pen; END;
CREATE TRIGGER journal_complaint_update AFTER UPDATE ON "complaint" WHEN (OLD."id" IS NOT NEW."id" OR OLD."number" IS NOT NEW."number" OR OLD."batch_id" IS NOT NEW."batch_id" OR OLD."source" IS NOT NEW."source" OR OLD."kind" IS NOT NEW."kind" OR OLD."channel" IS NOT NEW."channel" OR OLD."registered_at" IS NOT NEW."registered_at" OR OLD."recorded_at" IS NOT NEW."recorded_at" OR OLD."title" IS NOT NEW."title" OR OLD."text" IS NOT NEW."text" OR OLD."category" IS NOT NEW."category" OR OLD."problem" IS NOT NEW."problem" OR OLD."district" IS NOT NEW."district" OR OLD."town" IS NOT NEW."town" OR OLD."subject_id" IS NOT NEW."subject_id" OR OLD."brand" IS NOT NEW."brand" OR OLD."goods" IS NOT NEW."goods" OR OLD."amount_cents" IS NOT NEW."amount_cents" OR OLD."online" IS NOT NEW."online" OR OLD."special_group" IS NOT NEW."special_group" OR OLD."other_province" IS NOT NEW."other_province" OR OLD."urgency" IS NOT NEW."urgency" OR OLD."lat" IS NOT NEW."lat" OR OLD."lon" IS NOT NEW."lon" OR OLD."precision" IS NOT NEW."precision" OR OLD."person_key" IS NOT NEW."person_key") AND NOT EXISTS (SELECT 1 FROM batch b WHERE b.id = NEW.batch_id AND b.state = 'open') BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'complaint', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'number', OLD."number", 'batch_id', OLD."batch_id", 'source', OLD."source", 'kind', OLD."kind", 'channel', OLD."channel", 'registered_at', OLD."registered_at", 'recorded_at', OLD."recorded_at", 'title', OLD."title", 'text', OLD."text", 'category', OLD."category", 'problem', OLD."problem", 'district', OLD."district", 'town', OLD."town", 'subject_id', OLD."subject_id", 'brand', OLD."brand", 'goods', OLD."goods", 'amount_cents', OLD."amount_cents", 'online', OLD."online", 'special_group', OLD."special_group", 'other_province', OLD."other_province", 'urgency', OLD."urgency", 'lat', OLD."lat", 'lon', OLD."lon", 'precision', OLD."precision", 'person_key', OLD."person_key"), json_object('id', NEW."id", 'number', NEW."number", 'batch_id', NEW."batch_id", 'source', NEW."source", 'kind', NEW."kind", 'channel', NEW."channel", 'registered_at', NEW."registered_at", 'recorded_at', NEW."recorded_at", 'title', NEW."title", 'text', NEW."text", 'category', NEW."category", 'problem', NEW."problem", 'district', NEW."district", 'town', NEW."town", 'subject_id', NEW."subject_id", 'brand', NEW."brand", 'goods', NEW."goods", 'amount_cents', NEW."amount_cents", 'online', NEW."online", 'special_group', NEW."special_group", 'other_province', NEW."other_province", 'urgency', NEW."urgency", 'lat', NEW."lat", 'lon', NEW."lon", 'precision', NEW."precision", 'person_key', NEW."person_key") FROM pen; END;
CREATE TRIGGER journal_complaint_delete AFTER DELETE ON "complaint" WHEN NOT EXISTS (SELECT 1 FROM batch b WHERE b.id = OLD.batch_id AND b.state = 'open') BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'complaint', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'number', OLD."number", 'batch_id', OLD."batch_id", 'source', OLD."source", 'kind', OLD."kind", 'channel', OLD."channel", 'registered_at', OLD."registered_at", 'recorded_at', OLD."recorded_at", 'title', OLD."title", 'text', OLD."text", 'category', OLD."category", 'problem', OLD."problem", 'district', OLD."district", 'town', OLD."town", 'subject_id', OLD."subject_id", 'brand', OLD."brand", 'goods', OLD."goods", 'amount_cents', OLD."amount_cents", 'online', OLD."online", 'special_group', OLD."special_group", 'other_province', OLD."other_province", 'urgency', OLD."urgency", 'lat', OLD."lat", 'lon', OLD."lon", 'precision', OLD."precision", 'person_key', OLD."person_key"), NULL FROM pen; END;
CREATE TRIGGER journal_duty_insert AFTER INSERT ON "duty" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'duty', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'day', NEW."day", 'role', NEW."role", 'person_id', NEW."person_id", 'starts_at', NEW."starts_at", 'ends_at', NEW."ends_at") FROM pen; END;
CREATE TRIGGER journal_duty_update AFTER UPDATE ON "duty" WHEN (OLD."id" IS NOT NEW."id" OR OLD."day" IS NOT NEW."day" OR OLD."role" IS NOT NEW."role" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."starts_at" IS NOT NEW."starts_at" OR OLD."ends_at" IS NOT NEW."ends_at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'duty', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'day', OLD."day", 'role', OLD."role", 'person_id', OLD."person_id", 'starts_at', OLD."starts_at", 'ends_at', OLD."ends_at"), json_object('id', NEW."id", 'day', NEW."day", 'role', NEW."role", 'person_id', NEW."person_id", 'starts_at', NEW."starts_at", 'ends_at', NEW."ends_at") FROM pen; END;
CREATE TRIGGER journal_duty_delete AFTER DELETE ON "duty" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'duty', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'day', OLD."day", 'role', OLD."role", 'person_id', OLD."person_id", 'starts_at', OLD."starts_at", 'ends_at', OLD."ends_at"), NULL FROM pen; END;
CREATE TRIGGER journal_incident_insert AFTER INSERT ON "incident" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'incident', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'title', NEW."title", 'public_title', NEW."public_title", 'topic', NEW."topic", 'categories', NEW."categories", 'state', NEW."state", 'grade', NEW."grade", 'response', NEW."response", 'plan_version_id', NEW."plan_version_id", 'summary', NEW."summary", 'brand', NEW."brand", 'districts', NEW."districts", 'occurred_at', NEW."occurred_at", 'received_at', NEW."received_at", 'received_by_way', NEW."received_by_way", 'verified_at', NEW."verified_at", 'activated_at', NEW."activated_at", 'expected_days', NEW."expected_days", 'measures', NEW."measures", 'registered_by', NEW."registered_by", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_incident_update AFTER UPDATE ON "incident" WHEN (OLD."id" IS NOT NEW."id" OR OLD."title" IS NOT NEW."title" OR OLD."public_title" IS NOT NEW."public_title" OR OLD."topic" IS NOT NEW."topic" OR OLD."categories" IS NOT NEW."categories" OR OLD."state" IS NOT NEW."state" OR OLD."grade" IS NOT NEW."grade" OR OLD."response" IS NOT NEW."response" OR OLD."plan_version_id" IS NOT NEW."plan_version_id" OR OLD."summary" IS NOT NEW."summary" OR OLD."brand" IS NOT NEW."brand" OR OLD."districts" IS NOT NEW."districts" OR OLD."occurred_at" IS NOT NEW."occurred_at" OR OLD."received_at" IS NOT NEW."received_at" OR OLD."received_by_way" IS NOT NEW."received_by_way" OR OLD."verified_at" IS NOT NEW."verified_at" OR OLD."activated_at" IS NOT NEW."activated_at" OR OLD."expected_days" IS NOT NEW."expected_days" OR OLD."measures" IS NOT NEW."measures" OR OLD."registered_by" IS NOT NEW."registered_by" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'incident', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'title', OLD."title", 'public_title', OLD."public_title", 'topic', OLD."topic", 'categories', OLD."categories", 'state', OLD."state", 'grade', OLD."grade", 'response', OLD."response", 'plan_version_id', OLD."plan_version_id", 'summary', OLD."summary", 'brand', OLD."brand", 'districts', OLD."districts", 'occurred_at', OLD."occurred_at", 'received_at', OLD."received_at", 'received_by_way', OLD."received_by_way", 'verified_at', OLD."verified_at", 'activated_at', OLD."activated_at", 'expected_days', OLD."expected_days", 'measures', OLD."measures", 'registered_by', OLD."registered_by", 'version', OLD."version"), json_object('id', NEW."id", 'title', NEW."title", 'public_title', NEW."public_title", 'topic', NEW."topic", 'categories', NEW."categories", 'state', NEW."state", 'grade', NEW."grade", 'response', NEW."response", 'plan_version_id', NEW."plan_version_id", 'summary', NEW."summary", 'brand', NEW."brand", 'districts', NEW."districts", 'occurred_at', NEW."occurred_at", 'received_at', NEW."received_at", 'received_by_way', NEW."received_by_way", 'verified_at', NEW."verified_at", 'activated_at', NEW."activated_at", 'expected_days', NEW."expected_days", 'measures', NEW."measures", 'registered_by', NEW."registered_by", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_incident_delete AFTER DELETE ON "incident" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'incident', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'title', OLD."title", 'public_title', OLD."public_title", 'topic', OLD."topic", 'categories', OLD."categories", 'state', OLD."state", 'grade', OLD."grade", 'response', OLD."response", 'plan_version_id', OLD."plan_version_id", 'summary', OLD."summary", 'brand', OLD."brand", 'districts', OLD."districts", 'occurred_at', OLD."occurred_at", 'received_at', OLD."received_at", 'received_by_way', OLD."received_by_way", 'verified_at', OLD."verified_at", 'activated_at', OLD."activated_at", 'expected_days', OLD."expected_days", 'measures', OLD."measures", 'registered_by', OLD."registered_by", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_incident_complaint_update AFTER UPDATE ON "incident_complaint" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."complaint_id" IS NOT NEW."complaint_id" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."removed_at" IS NOT NEW."removed_at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'incident_complaint', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'complaint_id', OLD."complaint_id", 'at', OLD."at", 'by', OLD."by", 'removed_at', OLD."removed_at"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'complaint_id', NEW."complaint_id", 'at', NEW."at", 'by', NEW."by", 'removed_at', NEW."removed_at") FROM pen; END;
CREATE TRIGGER journal_incident_complaint_delete AFTER DELETE ON "incident_complaint" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'incident_complaint', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'complaint_id', OLD."complaint_id", 'at', OLD."at", 'by', OLD."by", 'removed_at', OLD."removed_at"), NULL FROM pen; END;
CREATE TRIGGER journal_incident_place_insert AFTER INSERT ON "incident_place" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'incident_place', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'subject_id', NEW."subject_id", 'label', NEW."label", 'district', NEW."district", 'lat', NEW."lat", 'lon', NEW."lon") FROM pen; END;
CREATE TRIGGER journal_incident_place_update AFTER UPDATE ON "incident_place" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."subject_id" IS NOT NEW."subject_id" OR OLD."label" IS NOT NEW."label" OR OLD."district" IS NOT NEW."district" OR OLD."lat" IS NOT NEW."lat" OR OLD."lon" IS NOT NEW."lon") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'incident_place', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'subject_id', OLD."subject_id", 'label', OLD."label", 'district', OLD."district", 'lat', OLD."lat", 'lon', OLD."lon"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'subject_id', NEW."subject_id", 'label', NEW."label", 'district', NEW."district", 'lat', NEW."lat", 'lon', NEW."lon") FROM pen; END;
CREATE TRIGGER journal_incident_place_delete AFTER DELETE ON "incident_place" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'incident_place', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'subject_id', OLD."subject_id", 'label', OLD."label", 'district', OLD."district", 'lat', OLD."lat", 'lon', OLD."lon"), NULL FROM pen; END;
CREATE TRIGGER journal_instruction_insert AFTER INSERT ON "instruction" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'instruction', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'text', NEW."text", 'to_group', NEW."to_group", 'to_person', NEW."to_person", 'given_by', NEW."given_by", 'at', NEW."at", 'deadline_at', NEW."deadline_at", 'received_at', NEW."received_at", 'received_by', NEW."received_by", 'reported_at', NEW."reported_at", 'reported_by', NEW."reported_by", 'report', NEW."report") FROM pen; END;
CREATE TRIGGER journal_instruction_update AFTER UPDATE ON "instruction" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."text" IS NOT NEW."text" OR OLD."to_group" IS NOT NEW."to_group" OR OLD."to_person" IS NOT NEW."to_person" OR OLD."given_by" IS NOT NEW."given_by" OR OLD."at" IS NOT NEW."at" OR OLD."deadline_at" IS NOT NEW."deadline_at" OR OLD."received_at" IS NOT NEW."received_at" OR OLD."received_by" IS NOT NEW."received_by" OR OLD."reported_at" IS NOT NEW."reported_at" OR OLD."reported_by" IS NOT NEW."reported_by" OR OLD."report" IS NOT NEW."report") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'instruction', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'text', OLD."text", 'to_group', OLD."to_group", 'to_person', OLD."to_person", 'given_by', OLD."given_by", 'at', OLD."at", 'deadline_at', OLD."deadline_at", 'received_at', OLD."received_at", 'received_by', OLD."received_by", 'reported_at', OLD."reported_at", 'reported_by', OLD."reported_by", 'report', OLD."report"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'text', NEW."text", 'to_group', NEW."to_group", 'to_person', NEW."to_person", 'given_by', NEW."given_by", 'at', NEW."at", 'deadline_at', NEW."deadline_at", 'received_at', NEW."received_at", 'received_by', NEW."received_by", 'reported_at', NEW."reported_at", 'reported_by', NEW."reported_by", 'report', NEW."report") FROM pen; END;
CREATE TRIGGER journal_instruction_delete AFTER DELETE ON "instruction" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'instruction', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'text', OLD."text", 'to_group', OLD."to_group", 'to_person', OLD."to_person", 'given_by', OLD."given_by", 'at', OLD."at", 'deadline_at', OLD."deadline_at", 'received_at', OLD."received_at", 'received_by', OLD."received_by", 'reported_at', OLD."reported_at", 'reported_by', OLD."reported_by", 'report', OLD."report"), NULL FROM pen; END;
CREATE TRIGGER journal_level_decision_insert AFTER INSERT ON "level_decision" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'level_decision', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'axis', NEW."axis", 'step', NEW."step", 'level', NEW."level", 'reason', NEW."reason", 'facts', NEW."facts", 'by', NEW."by", 'at', NEW."at", 'signature', NEW."signature", 'answers', NEW."answers") FROM pen; END;
CREATE TRIGGER journal_level_decision_update AFTER UPDATE ON "level_decision" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."axis" IS NOT NEW."axis" OR OLD."step" IS NOT NEW."step" OR OLD."level" IS NOT NEW."level" OR OLD."reason" IS NOT NEW."reason" OR OLD."facts" IS NOT NEW."facts" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."signature" IS NOT NEW."signature" OR OLD."answers" IS NOT NEW."answers") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'level_decision', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'axis', OLD."axis", 'step', OLD."step", 'level', OLD."level", 'reason', OLD."reason", 'facts', OLD."facts", 'by', OLD."by", 'at', OLD."at", 'signature', OLD."signature", 'answers', OLD."answers"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'axis', NEW."axis", 'step', NEW."step", 'level', NEW."level", 'reason', NEW."reason", 'facts', NEW."facts", 'by', NEW."by", 'at', NEW."at", 'signature', NEW."signature", 'answers', NEW."answers") FROM pen; END;
CREATE TRIGGER journal_level_decision_delete AFTER DELETE ON "level_decision" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'level_decision', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'axis', OLD."axis", 'step', OLD."step", 'level', OLD."level", 'reason', OLD."reason", 'facts', OLD."facts", 'by', OLD."by", 'at', OLD."at", 'signature', OLD."signature", 'answers', OLD."answers"), NULL FROM pen; END;
CREATE TRIGGER journal_log_entry_insert AFTER INSERT ON "log_entry" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'log_entry', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'at', NEW."at", 'by', NEW."by", 'person_id', NEW."person_id", 'group', NEW."group", 'district', NEW."district", 'office', NEW."office", 'text', NEW."text", 'on_wall', NEW."on_wall") FROM pen; END;
CREATE TRIGGER journal_log_entry_update AFTER UPDATE ON "log_entry" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."group" IS NOT NEW."group" OR OLD."district" IS NOT NEW."district" OR OLD."office" IS NOT NEW."office" OR OLD."text" IS NOT NEW."text" OR OLD."on_wall" IS NOT NEW."on_wall") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'log_entry', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'at', OLD."at", 'by', OLD."by", 'person_id', OLD."person_id", 'group', OLD."group", 'district', OLD."district", 'office', OLD."office", 'text', OLD."text", 'on_wall', OLD."on_wall"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'at', NEW."at", 'by', NEW."by", 'person_id', NEW."person_id", 'group', NEW."group", 'district', NEW."district", 'office', NEW."office", 'text', NEW."text", 'on_wall', NEW."on_wall") FROM pen; END;
CREATE TRIGGER journal_log_entry_delete AFTER DELETE ON "log_entry" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'log_entry', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'at', OLD."at", 'by', OLD."by", 'person_id', OLD."person_id", 'group', OLD."group", 'district', OLD."district", 'office', OLD."office", 'text', OLD."text", 'on_wall', OLD."on_wall"), NULL FROM pen; END;
CREATE TRIGGER journal_person_insert AFTER INSERT ON "person" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'person', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'login', NEW."login", 'name', NEW."name", 'post', NEW."post", 'phone', NEW."phone", 'mobile', NEW."mobile", 'active', NEW."active") FROM pen; END;
CREATE TRIGGER journal_person_update AFTER UPDATE ON "person" WHEN (OLD."id" IS NOT NEW."id" OR OLD."login" IS NOT NEW."login" OR OLD."name" IS NOT NEW."name" OR OLD."post" IS NOT NEW."post" OR OLD."phone" IS NOT NEW."phone" OR OLD."mobile" IS NOT NEW."mobile" OR OLD."active" IS NOT NEW."active") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'person', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'login', OLD."login", 'name', OLD."name", 'post', OLD."post", 'phone', OLD."phone", 'mobile', OLD."mobile", 'active', OLD."active"), json_object('id', NEW."id", 'login', NEW."login", 'name', NEW."name", 'post', NEW."post", 'phone', NEW."phone", 'mobile', NEW."mobile", 'active', NEW."active") FROM pen; END;
CREATE TRIGGER journal_person_delete AFTER DELETE ON "person" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'person', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'login', OLD."login", 'name', OLD."name", 'post', OLD."post", 'phone', OLD."phone", 'mobile', OLD."mobile", 'active', OLD."active"), NULL FROM pen; END;
CREATE TRIGGER journal_plan_item_insert AFTER INSERT ON "plan_item" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'plan_item', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'version_id', NEW."version_id", 'kind', NEW."kind", 'code', NEW."code", 'position', NEW."position", 'data', NEW."data", 'source', NEW."source", 'proposal', NEW."proposal") FROM pen; END;
CREATE TRIGGER journal_plan_item_update AFTER UPDATE ON "plan_item" WHEN (OLD."id" IS NOT NEW."id" OR OLD."version_id" IS NOT NEW."version_id" OR OLD."kind" IS NOT NEW."kind" OR OLD."code" IS NOT NEW."code" OR OLD."position" IS NOT NEW."position" OR OLD."data" IS NOT NEW."data" OR OLD."source" IS NOT NEW."source" OR OLD."proposal" IS NOT NEW."proposal") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'plan_item', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'version_id', OLD."version_id", 'kind', OLD."kind", 'code', OLD."code", 'position', OLD."position", 'data', OLD."data", 'source', OLD."source", 'proposal', OLD."proposal"), json_object('id', NEW."id", 'version_id', NEW."version_id", 'kind', NEW."kind", 'code', NEW."code", 'position', NEW."position", 'data', NEW."data", 'source', NEW."source", 'proposal', NEW."proposal") FROM pen; END;
CREATE TRIGGER journal_plan_item_delete AFTER DELETE ON "plan_item" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'plan_item', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'version_id', OLD."version_id", 'kind', OLD."kind", 'code', OLD."code", 'position', OLD."position", 'data', OLD."data", 'source', OLD."source", 'proposal', OLD."proposal"), NULL FROM pen; END;
CREATE TRIGGER journal_plan_version_insert AFTER INSERT ON "plan_version" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'plan_version', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'label', NEW."label", 'adopted_at', NEW."adopted_at", 'adopted_by', NEW."adopted_by") FROM pen; END;
CREATE TRIGGER journal_plan_version_update AFTER UPDATE ON "plan_version" WHEN (OLD."id" IS NOT NEW."id" OR OLD."label" IS NOT NEW."label" OR OLD."adopted_at" IS NOT NEW."adopted_at" OR OLD."adopted_by" IS NOT NEW."adopted_by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'plan_version', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'label', OLD."label", 'adopted_at', OLD."adopted_at", 'adopted_by', OLD."adopted_by"), json_object('id', NEW."id", 'label', NEW."label", 'adopted_at', NEW."adopted_at", 'adopted_by', NEW."adopted_by") FROM pen; END;
CREATE TRIGGER journal_plan_version_delete AFTER DELETE ON "plan_version" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'plan_version', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'label', OLD."label", 'adopted_at', OLD."adopted_at", 'adopted_by', OLD."adopted_by"), NULL FROM pen; END;
CREATE TRIGGER journal_report_insert AFTER INSERT ON "report" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'report', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'kind', NEW."kind", 'number', NEW."number", 'issue', NEW."issue", 'state', NEW."state", 'elements', NEW."elements", 'as_of', NEW."as_of", 'deadline_at', NEW."deadline_at", 'drafted_by', NEW."drafted_by", 'drafted_at', NEW."drafted_at", 'signed_by', NEW."signed_by", 'signed_at', NEW."signed_at", 'sent_to', NEW."sent_to", 'sent_way', NEW."sent_way", 'sent_by', NEW."sent_by", 'sent_at', NEW."sent_at", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_report_update AFTER UPDATE ON "report" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."kind" IS NOT NEW."kind" OR OLD."number" IS NOT NEW."number" OR OLD."issue" IS NOT NEW."issue" OR OLD."state" IS NOT NEW."state" OR OLD."elements" IS NOT NEW."elements" OR OLD."as_of" IS NOT NEW."as_of" OR OLD."deadline_at" IS NOT NEW."deadline_at" OR OLD."drafted_by" IS NOT NEW."drafted_by" OR OLD."drafted_at" IS NOT NEW."drafted_at" OR OLD."signed_by" IS NOT NEW."signed_by" OR OLD."signed_at" IS NOT NEW."signed_at" OR OLD."sent_to" IS NOT NEW."sent_to" OR OLD."sent_way" IS NOT NEW."sent_way" OR OLD."sent_by" IS NOT NEW."sent_by" OR OLD."sent_at" IS NOT NEW."sent_at" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'report', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'kind', OLD."kind", 'number', OLD."number", 'issue', OLD."issue", 'state', OLD."state", 'elements', OLD."elements", 'as_of', OLD."as_of", 'deadline_at', OLD."deadline_at", 'drafted_by', OLD."drafted_by", 'drafted_at', OLD."drafted_at", 'signed_by', OLD."signed_by", 'signed_at', OLD."signed_at", 'sent_to', OLD."sent_to", 'sent_way', OLD."sent_way", 'sent_by', OLD."sent_by", 'sent_at', OLD."sent_at", 'version', OLD."version"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'kind', NEW."kind", 'number', NEW."number", 'issue', NEW."issue", 'state', NEW."state", 'elements', NEW."elements", 'as_of', NEW."as_of", 'deadline_at', NEW."deadline_at", 'drafted_by', NEW."drafted_by", 'drafted_at', NEW."drafted_at", 'signed_by', NEW."signed_by", 'signed_at', NEW."signed_at", 'sent_to', NEW."sent_to", 'sent_way', NEW."sent_way", 'sent_by', NEW."sent_by", 'sent_at', NEW."sent_at", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_report_delete AFTER DELETE ON "report" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'report', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'kind', OLD."kind", 'number', OLD."number", 'issue', OLD."issue", 'state', OLD."state", 'elements', OLD."elements", 'as_of', OLD."as_of", 'deadline_at', OLD."deadline_at", 'drafted_by', OLD."drafted_by", 'drafted_at', OLD."drafted_at", 'signed_by', OLD."signed_by", 'signed_at', OLD."signed_at", 'sent_to', OLD."sent_to", 'sent_way', OLD."sent_way", 'sent_by', OLD."sent_by", 'sent_at', OLD."sent_at", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_role_grant_insert AFTER INSERT ON "role_grant" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'role_grant', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'person_id', NEW."person_id", 'role', NEW."role", 'group', NEW."group", 'district', NEW."district", 'valid_from', NEW."valid_from", 'valid_until', NEW."valid_until", 'granted_by', NEW."granted_by") FROM pen; END;
CREATE TRIGGER journal_role_grant_update AFTER UPDATE ON "role_grant" WHEN (OLD."id" IS NOT NEW."id" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."role" IS NOT NEW."role" OR OLD."group" IS NOT NEW."group" OR OLD."district" IS NOT NEW."district" OR OLD."valid_from" IS NOT NEW."valid_from" OR OLD."valid_until" IS NOT NEW."valid_until" OR OLD."granted_by" IS NOT NEW."granted_by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'role_grant', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'person_id', OLD."person_id", 'role', OLD."role", 'group', OLD."group", 'district', OLD."district", 'valid_from', OLD."valid_from", 'valid_until', OLD."valid_until", 'granted_by', OLD."granted_by"), json_object('id', NEW."id", 'person_id', NEW."person_id", 'role', NEW."role", 'group', NEW."group", 'district', NEW."district", 'valid_from', NEW."valid_from", 'valid_until', NEW."valid_until", 'granted_by', NEW."granted_by") FROM pen; END;
CREATE TRIGGER journal_role_grant_delete AFTER DELETE ON "role_grant" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'role_grant', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'person_id', OLD."person_id", 'role', OLD."role", 'group', OLD."group", 'district', OLD."district", 'valid_from', OLD."valid_from", 'valid_until', OLD."valid_until", 'granted_by', OLD."granted_by"), NULL FROM pen; END;
CREATE TRIGGER journal_setting_insert AFTER INSERT ON "setting" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'setting', CAST(NEW."key" AS TEXT), 'insert', NULL, json_object('key', NEW."key", 'value', NEW."value", 'source', NEW."source") FROM pen; END;
CREATE TRIGGER journal_setting_update AFTER UPDATE ON "setting" WHEN (OLD."key" IS NOT NEW."key" OR OLD."value" IS NOT NEW."value" OR OLD."source" IS NOT NEW."source") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'setting', CAST(NEW."key" AS TEXT), 'update', json_object('key', OLD."key", 'value', OLD."value", 'source', OLD."source"), json_object('key', NEW."key", 'value', NEW."value", 'source', NEW."source") FROM pen; END;
CREATE TRIGGER journal_setting_delete AFTER DELETE ON "setting" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'setting', CAST(OLD."key" AS TEXT), 'delete', json_object('key', OLD."key", 'value', OLD."value", 'source', OLD."source"), NULL FROM pen; END;
CREATE TRIGGER journal_step_insert AFTER INSERT ON "step" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'step', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'code', NEW."code", 'title', NEW."title", 'detail', NEW."detail", 'group', NEW."group", 'clause', NEW."clause", 'basis', NEW."basis", 'must', NEW."must", 'position', NEW."position", 'deadline_at', NEW."deadline_at", 'state', NEW."state", 'assigned_to', NEW."assigned_to", 'done_at', NEW."done_at", 'done_by', NEW."done_by", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_step_update AFTER UPDATE ON "step" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."code" IS NOT NEW."code" OR OLD."title" IS NOT NEW."title" OR OLD."detail" IS NOT NEW."detail" OR OLD."group" IS NOT NEW."group" OR OLD."clause" IS NOT NEW."clause" OR OLD."basis" IS NOT NEW."basis" OR OLD."must" IS NOT NEW."must" OR OLD."position" IS NOT NEW."position" OR OLD."deadline_at" IS NOT NEW."deadline_at" OR OLD."state" IS NOT NEW."state" OR OLD."assigned_to" IS NOT NEW."assigned_to" OR OLD."done_at" IS NOT NEW."done_at" OR OLD."done_by" IS NOT NEW."done_by" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'step', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'code', OLD."code", 'title', OLD."title", 'detail', OLD."detail", 'group', OLD."group", 'clause', OLD."clause", 'basis', OLD."basis", 'must', OLD."must", 'position', OLD."position", 'deadline_at', OLD."deadline_at", 'state', OLD."state", 'assigned_to', OLD."assigned_to", 'done_at', OLD."done_at", 'done_by', OLD."done_by", 'version', OLD."version"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'code', NEW."code", 'title', NEW."title", 'detail', NEW."detail", 'group', NEW."group", 'clause', NEW."clause", 'basis', NEW."basis", 'must', NEW."must", 'position', NEW."position", 'deadline_at', NEW."deadline_at", 'state', NEW."state", 'assigned_to', NEW."assigned_to", 'done_at', NEW."done_at", 'done_by', NEW."done_by", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_step_delete AFTER DELETE ON "step" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'step', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'code', OLD."code", 'title', OLD."title", 'detail', OLD."detail", 'group', OLD."group", 'clause', OLD."clause", 'basis', OLD."basis", 'must', OLD."must", 'position', OLD."position", 'deadline_at', OLD."deadline_at", 'state', OLD."state", 'assigned_to', OLD."assigned_to", 'done_at', OLD."done_at", 'done_by', OLD."done_by", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_step_note_insert AFTER INSERT ON "step_note" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'step_note', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'step_id', NEW."step_id", 'at', NEW."at", 'by', NEW."by", 'text', NEW."text") FROM pen; END;
CREATE TRIGGER journal_step_note_update AFTER UPDATE ON "step_note" WHEN (OLD."id" IS NOT NEW."id" OR OLD."step_id" IS NOT NEW."step_id" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."text" IS NOT NEW."text") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'step_note', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'step_id', OLD."step_id", 'at', OLD."at", 'by', OLD."by", 'text', OLD."text"), json_object('id', NEW."id", 'step_id', NEW."step_id", 'at', NEW."at", 'by', NEW."by", 'text', NEW."text") FROM pen; END;
CREATE TRIGGER journal_step_note_delete AFTER DELETE ON "step_note" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'step_note', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'step_id', OLD."step_id", 'at', OLD."at", 'by', OLD."by", 'text', OLD."text"), NULL FROM pen; END;
CREATE TRIGGER journal_subject_update AFTER UPDATE ON "subject" WHEN (OLD."id" IS NOT NEW."id" OR OLD."name" IS NOT NEW."name" OR OLD."credit_code" IS NOT NEW."credit_code" OR OLD."brand" IS NOT NEW."brand" OR OLD."trade" IS NOT NEW."trade" OR OLD."legal_person" IS NOT NEW."legal_person" OR OLD."address" IS NOT NEW."address" OR OLD."district" IS NOT NEW."district" OR OLD."lat" IS NOT NEW."lat" OR OLD."lon" IS NOT NEW."lon" OR OLD."precision" IS NOT NEW."precision") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'subject', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'name', OLD."name", 'credit_code', OLD."credit_code", 'brand', OLD."brand", 'trade', OLD."trade", 'legal_person', OLD."legal_person", 'address', OLD."address", 'district', OLD."district", 'lat', OLD."lat", 'lon', OLD."lon", 'precision', OLD."precision"), json_object('id', NEW."id", 'name', NEW."name", 'credit_code', NEW."credit_code", 'brand', NEW."brand", 'trade', NEW."trade", 'legal_person', NEW."legal_person", 'address', NEW."address", 'district', NEW."district", 'lat', NEW."lat", 'lon', NEW."lon", 'precision', NEW."precision") FROM pen; END;
CREATE TRIGGER journal_subject_delete AFTER DELETE ON "subject" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'subject', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'name', OLD."name", 'credit_code', OLD."credit_code", 'brand', OLD."brand", 'trade', OLD."trade", 'legal_person', OLD."legal_person", 'address', OLD."address", 'district', OLD."district", 'lat', OLD."lat", 'lon', OLD."lon", 'precision', OLD."precision"), NULL FROM pen; END;
CREATE TRIGGER journal_tally_insert AFTER INSERT ON "tally" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'tally', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'kind', NEW."kind", 'value', NEW."value", 'place', NEW."place", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_tally_update AFTER UPDATE ON "tally" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."kind" IS NOT NEW."kind" OR OLD."value" IS NOT NEW."value" OR OLD."place" IS NOT NEW."place" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'tally', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'kind', OLD."kind", 'value', OLD."value", 'place', OLD."place", 'at', OLD."at", 'by', OLD."by"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'kind', NEW."kind", 'value', NEW."value", 'place', NEW."place", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_tally_delete AFTER DELETE ON "tally" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'tally', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'kind', OLD."kind", 'value', OLD."value", 'place', OLD."place", 'at', OLD."at", 'by', OLD."by"), NULL FROM pen; END;
CREATE TRIGGER journal_team_insert AFTER INSERT ON "team" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'team', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'label', NEW."label", 'lat', NEW."lat", 'lon', NEW."lon", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_team_update AFTER UPDATE ON "team" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."label" IS NOT NEW."label" OR OLD."lat" IS NOT NEW."lat" OR OLD."lon" IS NOT NEW."lon" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'team', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'label', OLD."label", 'lat', OLD."lat", 'lon', OLD."lon", 'at', OLD."at", 'by', OLD."by"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'label', NEW."label", 'lat', NEW."lat", 'lon', NEW."lon", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_team_delete AFTER DELETE ON "team" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'team', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'label', OLD."label", 'lat', OLD."lat", 'lon', OLD."lon", 'at', OLD."at", 'by', OLD."by"), NULL FROM pen; END;
COMMIT;
