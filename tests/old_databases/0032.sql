BEGIN TRANSACTION;
CREATE TABLE absence (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	starts_at BIGINT NOT NULL, 
	ends_at BIGINT NOT NULL, 
	reason VARCHAR NOT NULL, 
	"by" VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	taken_back_at BIGINT, 
	CONSTRAINT pk_absence PRIMARY KEY (id), 
	CONSTRAINT fk_absence_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
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
CREATE TABLE accountability (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	subject_id INTEGER, 
	name VARCHAR NOT NULL, 
	basis VARCHAR NOT NULL, 
	case_number VARCHAR NOT NULL, 
	decision VARCHAR NOT NULL, 
	penalty_cents BIGINT, 
	decided_at BIGINT, 
	referred_to VARCHAR NOT NULL, 
	referred_at BIGINT, 
	result VARCHAR NOT NULL, 
	settled_at BIGINT, 
	settled_by VARCHAR, 
	settler_id INTEGER, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_accountability PRIMARY KEY (id), 
	CONSTRAINT fk_accountability_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_accountability_settler_id FOREIGN KEY(settler_id) REFERENCES person (id), 
	CONSTRAINT fk_accountability_subject_id FOREIGN KEY(subject_id) REFERENCES subject (id)
);
CREATE TABLE alarm (
	id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	about VARCHAR NOT NULL, 
	stage VARCHAR NOT NULL, 
	incident_id INTEGER, 
	district VARCHAR, 
	"group" TEXT, 
	role TEXT, 
	person_id INTEGER, 
	title VARCHAR NOT NULL, 
	place VARCHAR NOT NULL, 
	todo VARCHAR NOT NULL, 
	act VARCHAR NOT NULL, 
	act_id INTEGER, 
	act_word VARCHAR NOT NULL, 
	room BOOLEAN NOT NULL, 
	priority TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	standing TEXT NOT NULL, 
	since BIGINT NOT NULL, 
	due_at BIGINT, 
	raised_at BIGINT NOT NULL, 
	returned_at BIGINT, 
	cleared_at BIGINT, 
	step INTEGER NOT NULL, 
	step_at BIGINT NOT NULL, 
	reached TEXT NOT NULL, 
	reached_names TEXT NOT NULL, 
	next_to VARCHAR NOT NULL, 
	next_at BIGINT, 
	acknowledged_by VARCHAR NOT NULL, 
	acknowledged_at BIGINT, 
	acknowledged_version INTEGER, 
	shelved_by VARCHAR NOT NULL, 
	shelved_why VARCHAR NOT NULL, 
	shelved_until BIGINT, 
	CONSTRAINT pk_alarm PRIMARY KEY (id), 
	CONSTRAINT fk_alarm_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_alarm_district FOREIGN KEY(district) REFERENCES district (code), 
	CONSTRAINT fk_alarm_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "alarm" VALUES(1,'limit/obligation:1','limit_must','obligation:1','overdue',1,NULL,'logistics',NULL,NULL,'备用电源已逾期','某店','请立即办理','checklist',1,'去办理',0,'high',2,'acknowledged',1795488360000000,1795488360000000,1795488360000000,NULL,NULL,0,1795488360000000,'["leader:logistics"]','["后勤保障组组长安娜"]','',NULL,'安娜',1795488360000000,2,'','',NULL);
CREATE TABLE alarm_act (
	id INTEGER NOT NULL, 
	alarm_id INTEGER NOT NULL, 
	incident_id INTEGER, 
	act TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	priority TEXT NOT NULL, 
	step INTEGER NOT NULL, 
	words VARCHAR NOT NULL, 
	of_act INTEGER, 
	"by" VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_alarm_act PRIMARY KEY (id), 
	CONSTRAINT fk_alarm_act_alarm_id FOREIGN KEY(alarm_id) REFERENCES alarm (id), 
	CONSTRAINT fk_alarm_act_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_alarm_act_of_act FOREIGN KEY(of_act) REFERENCES alarm_act (id)
);
INSERT INTO "alarm_act" VALUES(1,1,1,'acknowledged',2,'high',0,'',NULL,'安娜',1795488360000000);
CREATE TABLE alarm_out (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	why VARCHAR NOT NULL, 
	"by" VARCHAR NOT NULL, 
	since BIGINT NOT NULL, 
	until BIGINT, 
	ended_by VARCHAR NOT NULL, 
	ended_at BIGINT, 
	CONSTRAINT pk_alarm_out PRIMARY KEY (id)
);
INSERT INTO "alarm_out" VALUES(1,'signal','检修','安娜',1795488360000000,NULL,'',NULL);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0032');
CREATE TABLE archive_package (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	size BIGINT NOT NULL, 
	contents TEXT NOT NULL, 
	made_at BIGINT NOT NULL, 
	made_by VARCHAR NOT NULL, 
	CONSTRAINT pk_archive_package PRIMARY KEY (id), 
	CONSTRAINT fk_archive_package_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
CREATE TABLE "attachment" (
	id INTEGER NOT NULL, 
	step_id INTEGER, 
	sha256 VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	size BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, obligation_id INTEGER REFERENCES obligation (id), removed_at BIGINT, removed_by VARCHAR, removed_why VARCHAR, by_id INTEGER REFERENCES person (id), 
	CONSTRAINT pk_attachment PRIMARY KEY (id), 
	CONSTRAINT fk_attachment_step_id FOREIGN KEY(step_id) REFERENCES step (id), 
	CONSTRAINT fk_attachment_sha256 FOREIGN KEY(sha256) REFERENCES stored_file (sha256)
);
CREATE TABLE attendance (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	left_at BIGINT, "by" VARCHAR, 
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
	hotline_to BIGINT, withdrawn_at BIGINT, withdrawn_by VARCHAR, withdrawn_why VARCHAR, opener_id INTEGER REFERENCES person (id), 
	CONSTRAINT pk_batch PRIMARY KEY (id)
);
INSERT INTO "batch" VALUES(1,'12315','','','','closed',1795488360000000,NULL,'安娜',0,1,0,0,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE budget_change (
	id INTEGER NOT NULL, 
	line_id INTEGER NOT NULL, 
	cents BIGINT NOT NULL, 
	reason VARCHAR NOT NULL, 
	"by" VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_budget_change PRIMARY KEY (id), 
	CONSTRAINT fk_budget_change_line_id FOREIGN KEY(line_id) REFERENCES budget_line (id)
);
CREATE TABLE budget_line (
	id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	purpose VARCHAR NOT NULL, 
	cents BIGINT NOT NULL, 
	note VARCHAR NOT NULL, 
	"by" VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_budget_line PRIMARY KEY (id)
);
CREATE TABLE bulk_digest (
	image_id INTEGER NOT NULL, 
	table_name VARCHAR NOT NULL, 
	first BIGINT NOT NULL, 
	columns TEXT NOT NULL, 
	salts BLOB NOT NULL, 
	digests BLOB NOT NULL, 
	CONSTRAINT pk_bulk_digest PRIMARY KEY (image_id, table_name)
);
INSERT INTO "bulk_digest" VALUES(14,'complainant',1,'["complaint_id","name","phone","id_type","id_number","address"]',X'001C99B0A175E800F3C1ADA59D1834C5',X'E25692D945C8E132BB863CFBE9E0D673');
INSERT INTO "bulk_digest" VALUES(14,'complaint',1,'["id","number","batch_id","source","kind","channel","registered_at","recorded_at","title","text","category","problem","district","town","subject_id","brand","goods","amount_cents","online","special_group","other_province","urgency","lat","lon","precision","status","finished_at","outcome","recovered_cents","office","amount_words","unread"]',X'A9880981014BC31755FADCB648FCC4E5',X'302FD4881F9D95DC01E8C3248870ACAC');
INSERT INTO "bulk_digest" VALUES(14,'subject',1,'["id","name","credit_code","brand","trade","legal_person","address","district","lat","lon","precision"]',X'ABE62E9BFBC05331424FEBE1E52AE7ED',X'CB75048591577D54EEE3903D3DC55DE1');
CREATE TABLE call_up (
	id INTEGER NOT NULL, 
	incident_id INTEGER, 
	about VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	subject INTEGER, 
	person_id INTEGER, 
	person VARCHAR NOT NULL, 
	number VARCHAR NOT NULL, 
	rung_at BIGINT NOT NULL, 
	answered BOOLEAN NOT NULL, 
	answer VARCHAR NOT NULL, 
	"by" VARCHAR NOT NULL, 
	at BIGINT NOT NULL, by_id INTEGER REFERENCES person (id), 
	CONSTRAINT pk_call_up PRIMARY KEY (id), 
	CONSTRAINT fk_call_up_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_call_up_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE case_act (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	case_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	document VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	done_at BIGINT NOT NULL, 
	clock VARCHAR NOT NULL, 
	due_at BIGINT, 
	extended_by VARCHAR NOT NULL, 
	extended_at BIGINT, 
	settled_at BIGINT, 
	settled_by VARCHAR, 
	outcome VARCHAR NOT NULL, 
	registered_by VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_case_act PRIMARY KEY (id), 
	CONSTRAINT fk_case_act_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_case_act_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
CREATE TABLE case_count (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	case_report_id INTEGER NOT NULL, 
	part TEXT NOT NULL, 
	label VARCHAR NOT NULL, 
	district VARCHAR, 
	lat INTEGER, 
	lon INTEGER, 
	onset_at BIGINT, 
	number INTEGER NOT NULL, 
	CONSTRAINT pk_case_count PRIMARY KEY (id), 
	CONSTRAINT fk_case_count_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_case_count_case_report_id FOREIGN KEY(case_report_id) REFERENCES case_report (id), 
	CONSTRAINT fk_case_count_district FOREIGN KEY(district) REFERENCES district (code)
);
CREATE TABLE case_file (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	number VARCHAR NOT NULL, 
	subject_id INTEGER, 
	party VARCHAR NOT NULL, 
	cause VARCHAR NOT NULL, 
	handlers TEXT NOT NULL, 
	filed_at BIGINT, 
	state VARCHAR NOT NULL, 
	result VARCHAR NOT NULL, 
	registered_by VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_case_file PRIMARY KEY (id), 
	CONSTRAINT fk_case_file_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_case_file_subject_id FOREIGN KEY(subject_id) REFERENCES subject (id)
);
CREATE TABLE case_report (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	as_of BIGINT NOT NULL, 
	treated INTEGER NOT NULL, 
	meal VARCHAR NOT NULL, 
	meal_from BIGINT, 
	meal_to BIGINT, 
	width INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	CONSTRAINT pk_case_report PRIMARY KEY (id), 
	CONSTRAINT fk_case_report_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
CREATE TABLE certificate (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	skill VARCHAR NOT NULL, 
	number VARCHAR NOT NULL, 
	issued_on DATE NOT NULL, 
	expires_on DATE, 
	note VARCHAR NOT NULL, 
	file_name VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	corrected_at BIGINT, 
	corrected_by VARCHAR NOT NULL, 
	revoked_at BIGINT, 
	revoked_by VARCHAR NOT NULL, 
	revoked_why VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_certificate PRIMARY KEY (id), 
	CONSTRAINT ck_certificate_days CHECK (expires_on IS NULL OR expires_on > issued_on), 
	CONSTRAINT fk_certificate_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_certificate_skill_number UNIQUE (skill, number)
);
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
	person_key VARCHAR NOT NULL, reporter_protected BOOLEAN DEFAULT 0 NOT NULL, status VARCHAR DEFAULT '' NOT NULL, outcome VARCHAR DEFAULT '' NOT NULL, office VARCHAR DEFAULT '' NOT NULL, finished_at BIGINT, recovered_cents BIGINT, amount_words VARCHAR DEFAULT '' NOT NULL, unread VARCHAR DEFAULT '' NOT NULL, 
	CONSTRAINT pk_complaint PRIMARY KEY (id), 
	CONSTRAINT fk_complaint_batch_id FOREIGN KEY(batch_id) REFERENCES batch (id), 
	CONSTRAINT fk_complaint_district FOREIGN KEY(district) REFERENCES district (code), 
	CONSTRAINT fk_complaint_subject_id FOREIGN KEY(subject_id) REFERENCES subject (id), 
	CONSTRAINT uq_complaint_number UNIQUE (number)
);
INSERT INTO "complaint" VALUES(1,'n1',1,'12315','complaint','app',1795488360000000,1795488360000000,'退费','关门了','体育','合同','990102','',1,'某','年卡',320000,0,'',0,'',301000000,1202000000,NULL,'0f0f0f0f0f0f0f0f0f0f0f0f',0,'','','',NULL,NULL,'','');
CREATE TABLE complaint_correction (
	id INTEGER NOT NULL, 
	complaint_id INTEGER NOT NULL, 
	batch_id INTEGER NOT NULL, 
	fields TEXT NOT NULL, 
	line BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	undone_at BIGINT, 
	CONSTRAINT pk_complaint_correction PRIMARY KEY (id), 
	CONSTRAINT fk_complaint_correction_batch_id FOREIGN KEY(batch_id) REFERENCES batch (id), 
	CONSTRAINT fk_complaint_correction_complaint_id FOREIGN KEY(complaint_id) REFERENCES complaint (id)
);
CREATE TABLE complaint_event (
	id INTEGER NOT NULL, 
	complaint_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	done_on BIGINT NOT NULL, 
	words VARCHAR NOT NULL, 
	approved_by VARCHAR NOT NULL, 
	recovered_cents BIGINT, 
	handler_id INTEGER, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	CONSTRAINT pk_complaint_event PRIMARY KEY (id), 
	CONSTRAINT fk_complaint_event_complaint_id FOREIGN KEY(complaint_id) REFERENCES complaint (id), 
	CONSTRAINT fk_complaint_event_handler_id FOREIGN KEY(handler_id) REFERENCES person (id)
);
CREATE TABLE complaint_flag (
	id INTEGER NOT NULL, 
	complaint_id INTEGER NOT NULL, 
	incident_id INTEGER, 
	kind VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	lifted_at BIGINT, 
	lifted_by VARCHAR, 
	lifted_why VARCHAR, 
	CONSTRAINT pk_complaint_flag PRIMARY KEY (id), 
	CONSTRAINT fk_complaint_flag_complaint_id FOREIGN KEY(complaint_id) REFERENCES complaint (id), 
	CONSTRAINT fk_complaint_flag_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
CREATE TABLE complaint_handling (
	complaint_id INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	accepted_at BIGINT, 
	declined_at BIGINT, 
	mediation_ended_at BIGINT, 
	closed_at BIGINT, 
	clock VARCHAR NOT NULL, 
	due_at BIGINT, 
	recovered_cents BIGINT, 
	handler_id INTEGER, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_complaint_handling PRIMARY KEY (complaint_id), 
	CONSTRAINT fk_complaint_handling_complaint_id FOREIGN KEY(complaint_id) REFERENCES complaint (id), 
	CONSTRAINT fk_complaint_handling_handler_id FOREIGN KEY(handler_id) REFERENCES person (id)
);
CREATE TABLE complaint_link (
	id INTEGER NOT NULL, 
	first_id INTEGER NOT NULL, 
	second_id INTEGER NOT NULL, 
	similarity BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	undone_at BIGINT, 
	undone_by VARCHAR, 
	undone_why VARCHAR, 
	CONSTRAINT pk_complaint_link PRIMARY KEY (id), 
	CONSTRAINT fk_complaint_link_first_id FOREIGN KEY(first_id) REFERENCES complaint (id), 
	CONSTRAINT fk_complaint_link_second_id FOREIGN KEY(second_id) REFERENCES complaint (id)
);
CREATE TABLE "consultation" (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	held_at BIGINT NOT NULL, 
	place VARCHAR NOT NULL, 
	chair VARCHAR NOT NULL, 
	members TEXT NOT NULL, 
	question VARCHAR NOT NULL, 
	opinions VARCHAR NOT NULL, 
	conclusion VARCHAR NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	meeting_id INTEGER, 
	CONSTRAINT pk_consultation PRIMARY KEY (id), 
	CONSTRAINT fk_consultation_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_consultation_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);
CREATE TABLE "county_rules" (
	id INTEGER NOT NULL, 
	district VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	adopted_on DATE NOT NULL, 
	words VARCHAR NOT NULL, 
	filed_by VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	version_id INTEGER, 
	sha256 VARCHAR, 
	file_name VARCHAR, 
	receipt VARCHAR, 
	received_by VARCHAR, 
	received_at BIGINT, 
	CONSTRAINT pk_county_rules PRIMARY KEY (id), 
	CONSTRAINT fk_county_rules_version_id FOREIGN KEY(version_id) REFERENCES plan_version (id), 
	CONSTRAINT fk_county_rules_district FOREIGN KEY(district) REFERENCES district (code), 
	CONSTRAINT fk_county_rules_sha256 FOREIGN KEY(sha256) REFERENCES stored_file (sha256)
);
CREATE TABLE custody (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	evidence_id INTEGER NOT NULL, 
	from_holder VARCHAR NOT NULL, 
	to_holder VARCHAR NOT NULL, 
	place VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	handed_at BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	CONSTRAINT pk_custody PRIMARY KEY (id), 
	CONSTRAINT fk_custody_evidence_id FOREIGN KEY(evidence_id) REFERENCES evidence (id), 
	CONSTRAINT fk_custody_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
CREATE TABLE delegation (
	id INTEGER NOT NULL, 
	to_person INTEGER NOT NULL, 
	valid_from BIGINT NOT NULL, 
	valid_until BIGINT NOT NULL, 
	reason VARCHAR NOT NULL, 
	"by" VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	revoked_at BIGINT, 
	revoked_by VARCHAR, 
	CONSTRAINT pk_delegation PRIMARY KEY (id), 
	CONSTRAINT fk_delegation_to_person FOREIGN KEY(to_person) REFERENCES person (id)
);
CREATE TABLE delivery (
	"key" VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	login VARCHAR NOT NULL, 
	line INTEGER NOT NULL, 
	claimed_at BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_delivery PRIMARY KEY ("key")
);
CREATE TABLE directive (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	from_person VARCHAR NOT NULL, 
	from_post VARCHAR NOT NULL, 
	document VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	directed_at BIGINT NOT NULL, 
	registered_at BIGINT NOT NULL, 
	registered_by VARCHAR NOT NULL, 
	"group" TEXT, 
	to_person INTEGER, 
	due_at BIGINT, 
	received_at BIGINT, 
	received_by VARCHAR, 
	result VARCHAR, 
	done_at BIGINT, 
	done_by VARCHAR, 
	reported_at BIGINT, 
	reported_way VARCHAR, 
	reported_by VARCHAR, 
	CONSTRAINT pk_directive PRIMARY KEY (id), 
	CONSTRAINT fk_directive_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_directive_to_person FOREIGN KEY(to_person) REFERENCES person (id)
);
CREATE TABLE district (
	code VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	lat INTEGER NOT NULL, 
	lon INTEGER NOT NULL, 
	CONSTRAINT pk_district PRIMARY KEY (code)
);
INSERT INTO "district" VALUES('990102','城东区',301000000,1202000000);
CREATE TABLE draft (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	person VARCHAR NOT NULL, 
	form VARCHAR NOT NULL, 
	subject INTEGER NOT NULL, 
	data TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	open BOOLEAN NOT NULL, opened_at BIGINT, 
	CONSTRAINT pk_draft PRIMARY KEY (id), 
	CONSTRAINT fk_draft_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE drill (
	id INTEGER NOT NULL, 
	title VARCHAR NOT NULL, 
	mode TEXT NOT NULL, 
	blind BOOLEAN NOT NULL, 
	source VARCHAR NOT NULL, 
	conductor VARCHAR NOT NULL, 
	conductor_name VARCHAR NOT NULL, 
	observers TEXT NOT NULL, 
	players TEXT NOT NULL, 
	bureau VARCHAR NOT NULL, 
	founded_from VARCHAR NOT NULL, 
	founded_micros BIGINT NOT NULL, 
	begins_at BIGINT NOT NULL, 
	until BIGINT NOT NULL, 
	script VARCHAR NOT NULL, 
	rules TEXT NOT NULL, 
	CONSTRAINT pk_drill PRIMARY KEY (id)
);
CREATE TABLE drill_act (
	id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	inject_id INTEGER, 
	speed INTEGER, 
	words VARCHAR NOT NULL, 
	real_micros BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	CONSTRAINT pk_drill_act PRIMARY KEY (id), 
	CONSTRAINT fk_drill_act_inject_id FOREIGN KEY(inject_id) REFERENCES drill_inject (id)
);
CREATE TABLE drill_inject (
	id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	title VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	to_role VARCHAR NOT NULL, 
	to_group VARCHAR NOT NULL, 
	to_district VARCHAR NOT NULL, 
	to_login VARCHAR NOT NULL, 
	payload TEXT NOT NULL, 
	signs TEXT NOT NULL, 
	limit_minutes INTEGER, 
	clause VARCHAR NOT NULL, 
	points INTEGER NOT NULL, 
	carried_out_at BIGINT, 
	skipped_at BIGINT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_drill_inject PRIMARY KEY (id)
);
CREATE TABLE drill_measure (
	id INTEGER NOT NULL, 
	record_id INTEGER NOT NULL, 
	words VARCHAR NOT NULL, 
	"group" TEXT NOT NULL, 
	due_at BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	done_at BIGINT, 
	done_by VARCHAR, 
	done_words VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_drill_measure PRIMARY KEY (id), 
	CONSTRAINT fk_drill_measure_record_id FOREIGN KEY(record_id) REFERENCES drill_record (id)
);
CREATE TABLE drill_record (
	id INTEGER NOT NULL, 
	title VARCHAR NOT NULL, 
	mode TEXT NOT NULL, 
	planned_for BIGINT, 
	planned_at BIGINT, 
	planned_by VARCHAR NOT NULL, 
	called_off_why VARCHAR NOT NULL, 
	held_at BIGINT, 
	ended_at BIGINT, 
	source VARCHAR NOT NULL, 
	conductor VARCHAR NOT NULL, 
	players INTEGER NOT NULL, 
	score INTEGER, 
	"full" INTEGER, 
	findings VARCHAR NOT NULL, 
	store VARCHAR NOT NULL, 
	number INTEGER, 
	head VARCHAR NOT NULL, 
	paper VARCHAR NOT NULL, 
	recorded_at BIGINT, 
	recorded_by VARCHAR NOT NULL, 
	version INTEGER NOT NULL, called_off_at BIGINT, called_off_by VARCHAR, 
	CONSTRAINT pk_drill_record PRIMARY KEY (id)
);
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
CREATE TABLE duty_log (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	happened_at BIGINT NOT NULL, 
	unit VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	post VARCHAR NOT NULL, 
	phone VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	told VARCHAR NOT NULL, 
	incident_id INTEGER, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	follow BOOLEAN NOT NULL, 
	closed_at BIGINT, 
	closed_by VARCHAR, 
	closed_words VARCHAR, by_id INTEGER REFERENCES person (id), 
	CONSTRAINT pk_duty_log PRIMARY KEY (id), 
	CONSTRAINT fk_duty_log_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
CREATE TABLE duty_note (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	duty VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	withdrawn_at BIGINT, 
	withdrawn_by VARCHAR, 
	CONSTRAINT pk_duty_note PRIMARY KEY (id), 
	CONSTRAINT fk_duty_note_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
CREATE TABLE evidence (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	description VARCHAR NOT NULL, 
	collectors TEXT NOT NULL, 
	collected_at BIGINT NOT NULL, 
	place VARCHAR NOT NULL, 
	subject_id INTEGER, 
	step_id INTEGER, 
	case_id INTEGER, 
	sha256 VARCHAR, 
	stored BOOLEAN NOT NULL, 
	name VARCHAR NOT NULL, 
	size BIGINT, 
	carrier VARCHAR NOT NULL, 
	amends INTEGER, 
	registered_by VARCHAR NOT NULL, 
	at BIGINT NOT NULL, obligation_id INTEGER REFERENCES obligation (id), 
	CONSTRAINT pk_evidence PRIMARY KEY (id), 
	CONSTRAINT fk_evidence_amends FOREIGN KEY(amends) REFERENCES evidence (id), 
	CONSTRAINT fk_evidence_case_id FOREIGN KEY(case_id) REFERENCES case_file (id), 
	CONSTRAINT fk_evidence_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_evidence_step_id FOREIGN KEY(step_id) REFERENCES step (id), 
	CONSTRAINT fk_evidence_subject_id FOREIGN KEY(subject_id) REFERENCES subject (id)
);
CREATE TABLE file_part (
	sha256 VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	data BLOB NOT NULL, 
	CONSTRAINT pk_file_part PRIMARY KEY (sha256, number), 
	CONSTRAINT fk_file_part_sha256 FOREIGN KEY(sha256) REFERENCES stored_file (sha256)
);
CREATE TABLE fund_request (
	id INTEGER NOT NULL, 
	budget_line_id INTEGER NOT NULL, 
	money_cents BIGINT NOT NULL, 
	item VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	asked_by VARCHAR NOT NULL, 
	asked_from VARCHAR NOT NULL, 
	asked_at BIGINT NOT NULL, 
	state VARCHAR NOT NULL, 
	approved_by VARCHAR, 
	approved_at BIGINT, 
	over_budget VARCHAR NOT NULL, 
	handled_by VARCHAR, 
	handled_at BIGINT, 
	note VARCHAR NOT NULL, 
	spent_cents BIGINT, 
	voucher VARCHAR NOT NULL, asked_by_id INTEGER REFERENCES person (id), 
	CONSTRAINT pk_fund_request PRIMARY KEY (id), 
	CONSTRAINT fk_fund_request_budget_line_id FOREIGN KEY(budget_line_id) REFERENCES budget_line (id)
);
CREATE TABLE handover (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	incident_id INTEGER, 
	"group" TEXT, 
	from_person INTEGER, 
	to_person INTEGER, 
	to_organ VARCHAR, 
	items TEXT NOT NULL, 
	words VARCHAR NOT NULL, 
	given_at BIGINT NOT NULL, 
	given_by VARCHAR NOT NULL, 
	received_at BIGINT, 
	received_by VARCHAR, 
	refused_why VARCHAR, 
	refused_at BIGINT, 
	refused_by VARCHAR, given_by_id INTEGER REFERENCES person (id), 
	CONSTRAINT pk_handover PRIMARY KEY (id), 
	CONSTRAINT fk_handover_from_person FOREIGN KEY(from_person) REFERENCES person (id), 
	CONSTRAINT fk_handover_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_handover_to_person FOREIGN KEY(to_person) REFERENCES person (id)
);
CREATE TABLE hotline_row (
	id INTEGER NOT NULL, 
	received_at BIGINT NOT NULL, 
	login VARCHAR NOT NULL, 
	data TEXT, 
	taken_at BIGINT, 
	batch_id INTEGER, 
	reason VARCHAR NOT NULL, 
	CONSTRAINT pk_hotline_row PRIMARY KEY (id), 
	CONSTRAINT fk_hotline_row_batch_id FOREIGN KEY(batch_id) REFERENCES batch (id)
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
	version INTEGER NOT NULL, verified_by VARCHAR, ended_at BIGINT, closed_at BIGINT, closed_by VARCHAR, merged_into INTEGER REFERENCES incident (id), transferred_to VARCHAR, released_name BOOLEAN, named_why VARCHAR, named_by VARCHAR, named_at BIGINT, kind VARCHAR, known_at BIGINT, pinned_at BIGINT, pinned_by VARCHAR, 
	CONSTRAINT pk_incident PRIMARY KEY (id), 
	CONSTRAINT fk_incident_plan_version_id FOREIGN KEY(plan_version_id) REFERENCES plan_version (id)
);
INSERT INTO "incident" VALUES(1,'某店','某机构','','["cluster"]','responding','III',NULL,1,'','','["990102"]',NULL,1795488360000000,'',NULL,NULL,NULL,'','安娜',1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE incident_complaint (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	complaint_id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	removed_at BIGINT, removed_by VARCHAR, removed_why VARCHAR, via_incident INTEGER REFERENCES incident (id), 
	CONSTRAINT pk_incident_complaint PRIMARY KEY (id), 
	CONSTRAINT fk_incident_complaint_complaint_id FOREIGN KEY(complaint_id) REFERENCES complaint (id), 
	CONSTRAINT fk_incident_complaint_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
CREATE TABLE incident_fact (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	value BIGINT, 
	words VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	as_of BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	CONSTRAINT pk_incident_fact PRIMARY KEY (id), 
	CONSTRAINT fk_incident_fact_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
CREATE TABLE incident_move (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	from_state TEXT, 
	to_state TEXT NOT NULL, 
	other_incident INTEGER, 
	reason VARCHAR NOT NULL, 
	clause VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	CONSTRAINT pk_incident_move PRIMARY KEY (id), 
	CONSTRAINT fk_incident_move_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_incident_move_other_incident FOREIGN KEY(other_incident) REFERENCES incident (id)
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
CREATE TABLE inquiry_report (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	sections TEXT NOT NULL, 
	as_of BIGINT NOT NULL, 
	drafted_by VARCHAR NOT NULL, 
	drafted_at BIGINT NOT NULL, 
	due_at BIGINT, 
	signature VARCHAR, 
	signed_at BIGINT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_inquiry_report PRIMARY KEY (id), 
	CONSTRAINT fk_inquiry_report_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
CREATE TABLE inspection_plan (
	id INTEGER NOT NULL, 
	title VARCHAR NOT NULL, 
	category VARCHAR NOT NULL, 
	why VARCHAR NOT NULL, 
	"group" TEXT, 
	person_id INTEGER, 
	district VARCHAR, 
	due_at BIGINT NOT NULL, 
	planned_at BIGINT NOT NULL, 
	planned_by VARCHAR NOT NULL, 
	changed_at BIGINT, 
	changed_by VARCHAR NOT NULL, 
	called_off_at BIGINT, 
	called_off_by VARCHAR NOT NULL, 
	called_off_why VARCHAR NOT NULL, 
	done_at BIGINT, 
	done_by VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_inspection_plan PRIMARY KEY (id), 
	CONSTRAINT ck_inspection_plan_doer CHECK ("group" IS NOT NULL AND person_id IS NULL AND district IS NULL OR "group" IS NULL AND (person_id IS NULL) <> (district IS NULL)), 
	CONSTRAINT fk_inspection_plan_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_inspection_plan_district FOREIGN KEY(district) REFERENCES district (code)
);
CREATE TABLE inspection_target (
	id INTEGER NOT NULL, 
	inspection_id INTEGER NOT NULL, 
	subject_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	credit_code VARCHAR NOT NULL, 
	district VARCHAR, 
	reason VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	result_id INTEGER, 
	dropped_at BIGINT, 
	dropped_by VARCHAR NOT NULL, 
	dropped_why VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_inspection_target PRIMARY KEY (id), 
	CONSTRAINT ck_inspection_target_result CHECK (result_id IS NULL OR dropped_at IS NULL), 
	CONSTRAINT fk_inspection_target_inspection_id FOREIGN KEY(inspection_id) REFERENCES inspection_plan (id), 
	CONSTRAINT fk_inspection_target_subject_id FOREIGN KEY(subject_id) REFERENCES subject (id), 
	CONSTRAINT fk_inspection_target_district FOREIGN KEY(district) REFERENCES district (code), 
	CONSTRAINT fk_inspection_target_result_id FOREIGN KEY(result_id) REFERENCES risk_record (id), 
	CONSTRAINT uq_inspection_target_inspection_id_subject_id UNIQUE (inspection_id, subject_id)
);
CREATE TABLE "instruction" (
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
	consultation_id INTEGER, 
	CONSTRAINT pk_instruction PRIMARY KEY (id), 
	CONSTRAINT fk_instruction_to_person FOREIGN KEY(to_person) REFERENCES person (id), 
	CONSTRAINT fk_instruction_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_instruction_consultation_id FOREIGN KEY(consultation_id) REFERENCES consultation (id)
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
INSERT INTO "journal" VALUES(1,1796644939764047,'ana','person',1,NULL,'added','','efcc53e859a405acd5b56932edf738db4f6278823c2bdae5e9185237d6034f5e','fd793e42fe138cce46bb6a0e3317ea3b19869f734c9e9ddb39bca205c12fbb1d');
INSERT INTO "journal" VALUES(2,1796644939783628,'ana','incident',1,NULL,'added','','920617deca8376e93de746080f74dbc1abd2df30e3bbc9382fba1b870324bb6f','84ee3faecc30bd591dcf77b17e9f54d06c3c80f5addc86f4272f05c27cb662c0');
INSERT INTO "journal" VALUES(3,1796644939792175,'ana','complaint',1,NULL,'added','','1a275a0e3cb260e42627f736d7fef6d75a0451ed61b4013e6f67b9a1cc957eb0','289b667c7419d1930fd888bd2d4128c4be7e4ede49839c54c6dbd83394db4c01');
INSERT INTO "journal" VALUES(4,1796644939801238,'ana','step',1,1,'renamed','4.1(3)','2d17a975716a15c89d599030bad2e6f7fcbe8dab3885a439be8b8b8a40b554e0','d3628e4e9e6cd1e770b5ce6772bad37906bc6dadd5579da24dbaf9674b3f14a8');
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
INSERT INTO "journal_row" VALUES(1,1,'person','1','insert',NULL,'{"id":1,"login":"ana","name":"安娜","post":"科长","phone":"","mobile":"","active":1}','e80300f1e86b4d6d1ffc557fc421f063','af46c05a0a95e86518a3f7f5e7e74e01320b6559b47d1457d7491700d7e0b068',NULL);
INSERT INTO "journal_row" VALUES(2,1,'role_grant','1','insert',NULL,'{"id":1,"person_id":1,"role":"leader","group":"onsite","district":null,"valid_from":1795488360000000,"valid_until":null,"granted_by":"ana","stands_for":null,"reason":null,"for_incident":null,"confirmed_at":null,"confirmed_by":null,"refused_at":null,"refused_by":null,"refused_why":null}','9b43a0cd8202b42a2c84755d0bb2a5e5','b561268ee1792cef1a548d5a5cda4f451258fb23e22f649f1574bda73254fc5b',NULL);
INSERT INTO "journal_row" VALUES(3,1,'setting','k','insert',NULL,'{"key":"k","value":"{\"a\":\"“引号”\",\"b\":[1,2.5]}","source":""}','919916a06f6d4be5ee62be97097fff47','74bc915e9a6e7b3900e98fce8ca1b2ba3cd255356f24f9ee23cf532bc3585ba9',NULL);
INSERT INTO "journal_row" VALUES(4,1,'plan_version','1','insert',NULL,'{"id":1,"label":"第1版","adopted_at":1795488360000000,"adopted_by":"安娜","reason":null,"amends":null}','47a0ff87b3fe22fd75322bad99264321','1d3dc758b321278a72708935c19eada77036349a353c58601e6ff30eb5887b0d',NULL);
INSERT INTO "journal_row" VALUES(5,1,'plan_item','1','insert',NULL,'{"id":1,"version_id":1,"kind":"clause","code":"1.1","position":0,"data":"{\"words\":\"总则\"}","source":"","proposal":0}','b8134c3399dcad49056a13cace6d15b0','dce777fbc09d017715befa43ce156131cbe77e8a266e56d3d2c57aecfe36b972',NULL);
INSERT INTO "journal_row" VALUES(6,2,'incident','1','insert',NULL,'{"id":1,"title":"某店","public_title":"某机构","topic":"","kind":null,"categories":"[\"cluster\"]","state":"responding","grade":"III","response":null,"plan_version_id":1,"summary":"","brand":"","districts":"[\"990102\"]","occurred_at":null,"known_at":null,"received_at":1795488360000000,"received_by_way":"","verified_at":null,"activated_at":null,"expected_days":null,"measures":"","registered_by":"安娜","verified_by":null,"ended_at":null,"closed_at":null,"closed_by":null,"merged_into":null,"transferred_to":null,"released_name":null,"named_why":null,"named_by":null,"named_at":null,"pinned_at":null,"pinned_by":null,"version":1}','9ac20884f2949070e1c4cb11c5b2448f','7c35d0bcb82863c4bf38574ec7e68244c83fbb7ee13e1683507ae92992de5da3',NULL);
INSERT INTO "journal_row" VALUES(7,2,'level_decision','1','insert',NULL,'{"id":1,"incident_id":1,"axis":"grade","step":"decision","level":"III","reason":"同意","facts":"{\"people\":60}","by":"安娜","at":1795488360000000,"signature":"","answers":null,"ends":null,"consultation_id":null,"oral_id":null,"organ":null,"registered_by":null,"document":null,"decided_at":null,"expected_days":null,"measures":null,"notice":null,"file_sha256":null,"file_name":null,"caller":null,"caller_phone":null,"called_at":null}','477827e3eb450c47cf965c554d9a0199','b65a91b3b97f72d4e694db4d7a8a4ec19798fb2b6e5757d9d0bfd531fe361d30',NULL);
INSERT INTO "journal_row" VALUES(8,2,'step','1','insert',NULL,'{"id":1,"incident_id":1,"code":"C1","title":"到场","detail":"","group":"onsite","clause":"","basis":"","must":0,"position":1,"deadline_at":1795491960000000,"state":"open","assigned_to":null,"done_at":null,"done_by":"","dropped_why":null,"round":null,"version":1}','4bd44485c0bda6f1597c33da708f89d7','8e420e726343e870e8cbf810dd0febca65e42b73f7116787935c5e60fc4d7892',NULL);
INSERT INTO "journal_row" VALUES(9,2,'log_entry','1','insert',NULL,'{"id":1,"incident_id":1,"at":1795488360000000,"by":"安娜","person_id":null,"group":null,"district":null,"office":"值班室","text":"门口聚集 60 人","on_wall":0}','9d76727ce6731b9300687d9ee2af97dd','b6c07e0962f626b59bb44a526d81c2464600fd60869f895c32b44a7fca3fd667',NULL);
INSERT INTO "journal_row" VALUES(10,2,'alarm','1','insert',NULL,'{"id":1,"key":"limit/obligation:1","kind":"limit_must","about":"obligation:1","stage":"overdue","incident_id":1,"district":null,"group":"logistics","role":null,"person_id":null,"title":"备用电源已逾期","place":"某店","todo":"请立即办理","act":"checklist","act_id":1,"act_word":"去办理","room":0,"priority":"high","version":2,"standing":"acknowledged","since":1795488360000000,"due_at":1795488360000000,"raised_at":1795488360000000,"returned_at":null,"cleared_at":null,"step":0,"step_at":1795488360000000,"reached":"[\"leader:logistics\"]","reached_names":"[\"后勤保障组组长安娜\"]","next_to":"","next_at":null,"acknowledged_by":"安娜","acknowledged_at":1795488360000000,"acknowledged_version":2,"shelved_by":"","shelved_why":"","shelved_until":null}','06f070350d6341a759e252777b5aeb83','9e4fd70e5a8c8cdb1b06bc99041fd3943f22e20619668ac92e8a5a35c0461ede',NULL);
INSERT INTO "journal_row" VALUES(11,2,'alarm_act','1','insert',NULL,'{"id":1,"alarm_id":1,"incident_id":1,"act":"acknowledged","version":2,"priority":"high","step":0,"words":"","of_act":null,"by":"安娜","at":1795488360000000}','4fe65f4acdf71d189364b611700bf74c','6d744b6e3773bd9b7b773c7ca6f29dca420a948a8a34c1f928db7db9f4363795',NULL);
INSERT INTO "journal_row" VALUES(12,2,'alarm_out','1','insert',NULL,'{"id":1,"kind":"signal","why":"检修","by":"安娜","since":1795488360000000,"until":null,"ended_by":"","ended_at":null}','622c9a3d97deef4bfb6a64134e0dab61','3f052e4d10440fc19189161f901bd5e72c6dc7883616e826aa2cc3f341d95924',NULL);
INSERT INTO "journal_row" VALUES(13,3,'batch','1','insert',NULL,'{"id":1,"source":"12315","file_name":"","sha256":"","mapping":"","state":"closed","opened_at":1795488360000000,"closed_at":null,"opened_by":"安娜","opener_id":null,"rows":0,"accepted":1,"duplicates":0,"rejected":0,"platform_to":null,"hotline_to":null,"withdrawn_at":null,"withdrawn_by":null,"withdrawn_why":null}','2564fd732aa0151db8f69b7a1dd5ef81','e564d2947452b338f71363eb86b9d16da6f6483e73d31ab862840843ae67bf26',NULL);
INSERT INTO "journal_row" VALUES(14,3,'complaint','1-1','bulk',NULL,'{"batch":1,"digest":"64821c5ce0aae8a93bc2647413facb7eeaca777fa022bfb84830bf406fc7e20b","rows":1,"subjects":[1,1]}','1dfe43a5c930ca54e18173dba804b503','a3325583a719b8368f94060eb0e3b11f6e14cd6008695fcf28b9b1986ca47bdb',NULL);
INSERT INTO "journal_row" VALUES(15,4,'step','1','update','{"id":1,"incident_id":1,"code":"C1","title":"到场","detail":"","group":"onsite","clause":"","basis":"","must":0,"position":1,"deadline_at":1795491960000000,"state":"open","assigned_to":null,"done_at":null,"done_by":"","dropped_why":null,"round":null,"version":1}','{"id":1,"incident_id":1,"code":"C1","title":"到场处置","detail":"","group":"onsite","clause":"","basis":"","must":0,"position":1,"deadline_at":1795491960000000,"state":"open","assigned_to":null,"done_at":null,"done_by":"","dropped_why":null,"round":null,"version":2}','0d1b2f79c1bddf75a9d14e670765129b','96cf0fee41218c6f41f2567986bc8d3021a7fa833cf52e4c239c5918ecb758b7',NULL);
CREATE TABLE laid_part (
	name VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	CONSTRAINT pk_laid_part PRIMARY KEY (name)
);
CREATE TABLE legal_question (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	question VARCHAR NOT NULL, 
	asked_by VARCHAR NOT NULL, 
	asked_from VARCHAR NOT NULL, 
	asked_at BIGINT NOT NULL, 
	due_at BIGINT, 
	answer VARCHAR, 
	basis VARCHAR, 
	answered_by VARCHAR, 
	answered_at BIGINT, corrected_at BIGINT, corrected_by VARCHAR, 
	CONSTRAINT pk_legal_question PRIMARY KEY (id), 
	CONSTRAINT fk_legal_question_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
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
	answers INTEGER, ends BOOLEAN, consultation_id INTEGER REFERENCES consultation (id), oral_id INTEGER REFERENCES oral_decision (id), organ VARCHAR, document VARCHAR, decided_at BIGINT, expected_days INTEGER, measures VARCHAR, notice VARCHAR, file_sha256 VARCHAR REFERENCES stored_file (sha256), file_name VARCHAR, caller VARCHAR, caller_phone VARCHAR, called_at BIGINT, registered_by VARCHAR, 
	CONSTRAINT pk_level_decision PRIMARY KEY (id), 
	CONSTRAINT fk_level_decision_answers FOREIGN KEY(answers) REFERENCES level_decision (id), 
	CONSTRAINT fk_level_decision_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
INSERT INTO "level_decision" VALUES(1,1,'grade','decision','III','同意','{"people":60}','安娜',1795488360000000,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE liaison (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	department VARCHAR NOT NULL, 
	request VARCHAR NOT NULL, 
	way VARCHAR NOT NULL, 
	contact VARCHAR NOT NULL, 
	asked_at BIGINT NOT NULL, 
	asked_by VARCHAR NOT NULL, 
	due_at BIGINT, 
	promised_at BIGINT, 
	promise VARCHAR, 
	promised_for BIGINT, 
	answered_at BIGINT, 
	answer VARCHAR, 
	answer_by VARCHAR, 
	CONSTRAINT pk_liaison PRIMARY KEY (id), 
	CONSTRAINT fk_liaison_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
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
CREATE TABLE meeting (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	meets_at BIGINT NOT NULL, 
	place VARCHAR NOT NULL, 
	chair VARCHAR NOT NULL, 
	matter VARCHAR NOT NULL, 
	members TEXT NOT NULL, 
	bring VARCHAR NOT NULL, 
	called_by VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	edited_by VARCHAR, 
	edited_at BIGINT, 
	withdrawn_at BIGINT, 
	withdrawn_by VARCHAR, 
	withdrawn_why VARCHAR, 
	CONSTRAINT pk_meeting PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
CREATE TABLE obligation (
	id INTEGER NOT NULL, 
	incident_id INTEGER, 
	"key" VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	about VARCHAR NOT NULL, 
	round INTEGER NOT NULL, 
	title VARCHAR NOT NULL, 
	detail VARCHAR NOT NULL, 
	clause VARCHAR NOT NULL, 
	basis VARCHAR NOT NULL, 
	"group" TEXT, 
	role TEXT, 
	district VARCHAR, 
	form VARCHAR NOT NULL, 
	must BOOLEAN NOT NULL, 
	position INTEGER NOT NULL, 
	born_at BIGINT NOT NULL, 
	born_table VARCHAR NOT NULL, 
	born_id INTEGER, 
	start_at BIGINT NOT NULL, 
	due_at BIGINT, 
	level TEXT, 
	provisional BOOLEAN NOT NULL, 
	state TEXT NOT NULL, 
	ceased_why VARCHAR NOT NULL, 
	done_at BIGINT, 
	done_by VARCHAR NOT NULL, 
	act_table VARCHAR NOT NULL, 
	act_id INTEGER, 
	hand_words VARCHAR NOT NULL, 
	na_why VARCHAR NOT NULL, 
	na_by VARCHAR NOT NULL, 
	na_at BIGINT, 
	assigned_to INTEGER, 
	plan_version_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, entered_at BIGINT, entered_by VARCHAR, 
	CONSTRAINT pk_obligation PRIMARY KEY (id), 
	CONSTRAINT fk_obligation_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_obligation_district FOREIGN KEY(district) REFERENCES district (code), 
	CONSTRAINT fk_obligation_assigned_to FOREIGN KEY(assigned_to) REFERENCES person (id), 
	CONSTRAINT fk_obligation_plan_version_id FOREIGN KEY(plan_version_id) REFERENCES plan_version (id), 
	CONSTRAINT uq_obligation_key UNIQUE ("key")
);
CREATE TABLE obligation_note (
	id INTEGER NOT NULL, 
	incident_id INTEGER, 
	obligation_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	CONSTRAINT pk_obligation_note PRIMARY KEY (id), 
	CONSTRAINT fk_obligation_note_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_obligation_note_obligation_id FOREIGN KEY(obligation_id) REFERENCES obligation (id)
);
CREATE TABLE opinion (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	media VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	link VARCHAR NOT NULL, 
	summary VARCHAR NOT NULL, 
	reach BIGINT, 
	tone VARCHAR NOT NULL, 
	false_claim BOOLEAN NOT NULL, 
	published_at BIGINT NOT NULL, 
	found_at BIGINT NOT NULL, 
	found_by VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	answer VARCHAR NOT NULL, 
	referred_to VARCHAR NOT NULL, 
	answered_at BIGINT, 
	answered_by VARCHAR, watched_at BIGINT, watched_by VARCHAR, referred_at BIGINT, referred_by VARCHAR, 
	CONSTRAINT pk_opinion PRIMARY KEY (id), 
	CONSTRAINT fk_opinion_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
CREATE TABLE oral_decision (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	matter VARCHAR NOT NULL, 
	level TEXT, 
	asked VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	called_at BIGINT NOT NULL, 
	decider_id INTEGER NOT NULL, 
	decider VARCHAR NOT NULL, 
	witness VARCHAR NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	due_at BIGINT NOT NULL, 
	signed_at BIGINT, 
	signature VARCHAR, 
	disputed_at BIGINT, 
	disputed_why VARCHAR, 
	CONSTRAINT pk_oral_decision PRIMARY KEY (id), 
	CONSTRAINT fk_oral_decision_decider_id FOREIGN KEY(decider_id) REFERENCES person (id), 
	CONSTRAINT fk_oral_decision_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
CREATE TABLE paper (
	id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	subject INTEGER NOT NULL, 
	incident_id INTEGER, 
	state TEXT NOT NULL, 
	title VARCHAR NOT NULL, 
	texts TEXT NOT NULL, 
	template VARCHAR NOT NULL, 
	groups TEXT NOT NULL, 
	sent_to TEXT NOT NULL, 
	copies TEXT NOT NULL, 
	attachments TEXT NOT NULL, 
	urgency VARCHAR NOT NULL, 
	secrecy VARCHAR NOT NULL, 
	serial VARCHAR NOT NULL, 
	drafted_by VARCHAR NOT NULL, 
	drafter_id INTEGER, 
	drafted_at BIGINT NOT NULL, 
	edited_by VARCHAR NOT NULL, 
	edited_at BIGINT NOT NULL, 
	signed_by VARCHAR NOT NULL, 
	signed_at BIGINT, 
	as_of BIGINT, 
	sources TEXT NOT NULL, 
	number VARCHAR NOT NULL, 
	issued_at BIGINT, 
	filed_at BIGINT, 
	filed_where VARCHAR NOT NULL, 
	amends INTEGER, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_paper PRIMARY KEY (id), 
	CONSTRAINT fk_paper_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_paper_drafter_id FOREIGN KEY(drafter_id) REFERENCES person (id), 
	CONSTRAINT fk_paper_amends FOREIGN KEY(amends) REFERENCES paper (id)
);
CREATE TABLE paper_file (
	id INTEGER NOT NULL, 
	life TEXT NOT NULL, 
	subject_id INTEGER NOT NULL, 
	incident_id INTEGER, 
	role TEXT NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	size BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_paper_file PRIMARY KEY (id), 
	CONSTRAINT fk_paper_file_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_paper_file_sha256 FOREIGN KEY(sha256) REFERENCES stored_file (sha256)
);
CREATE TABLE paper_number (
	id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	series VARCHAR NOT NULL, 
	year INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	written VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	life TEXT, 
	subject_id INTEGER, 
	incident_id INTEGER, 
	"by" VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	void_why VARCHAR, 
	void_by VARCHAR, 
	void_at BIGINT, 
	CONSTRAINT pk_paper_number PRIMARY KEY (id), 
	CONSTRAINT fk_paper_number_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT uq_paper_number_key UNIQUE ("key")
);
CREATE TABLE paper_step (
	id INTEGER NOT NULL, 
	paper_id INTEGER NOT NULL, 
	incident_id INTEGER, 
	step TEXT NOT NULL, 
	passed BOOLEAN NOT NULL, 
	words VARCHAR NOT NULL, 
	"group" TEXT, 
	text INTEGER NOT NULL, 
	person_id INTEGER, 
	"by" VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_paper_step PRIMARY KEY (id), 
	CONSTRAINT fk_paper_step_paper_id FOREIGN KEY(paper_id) REFERENCES paper (id), 
	CONSTRAINT fk_paper_step_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_paper_step_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE paper_text (
	id INTEGER NOT NULL, 
	paper_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	parts TEXT NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	"by" VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_paper_text PRIMARY KEY (id), 
	CONSTRAINT fk_paper_text_paper_id FOREIGN KEY(paper_id) REFERENCES paper (id)
);
CREATE TABLE partner (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	organisation VARCHAR NOT NULL, 
	contact VARCHAR NOT NULL, 
	phone VARCHAR NOT NULL, 
	what_for VARCHAR NOT NULL, 
	agreement VARCHAR NOT NULL, 
	expires_on DATE, 
	note VARCHAR NOT NULL, 
	file_name VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	corrected_at BIGINT, 
	corrected_by VARCHAR NOT NULL, 
	ended_at BIGINT, 
	ended_by VARCHAR NOT NULL, 
	ended_why VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_partner PRIMARY KEY (id), 
	CONSTRAINT ck_partner_agreement CHECK (expires_on IS NULL OR agreement <> ''), 
	CONSTRAINT uq_partner_organisation_contact UNIQUE (organisation, contact)
);
CREATE TABLE pen (
	id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	hash VARCHAR NOT NULL, 
	CONSTRAINT pk_pen PRIMARY KEY (id)
);
INSERT INTO "pen" VALUES(1,4,'d3628e4e9e6cd1e770b5ce6772bad37906bc6dadd5579da24dbaf9674b3f14a8');
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
CREATE TABLE phone_call (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	taken_at BIGINT NOT NULL, 
	matter VARCHAR NOT NULL, 
	outcome VARCHAR NOT NULL, 
	answer VARCHAR NOT NULL, 
	number VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	CONSTRAINT pk_phone_call PRIMARY KEY (id), 
	CONSTRAINT ck_phone_call_outcome CHECK ((outcome = 'complaint') = (number <> '')), 
	CONSTRAINT fk_phone_call_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE plan_filing (
	id INTEGER NOT NULL, 
	revision_id INTEGER NOT NULL, 
	filed_with VARCHAR NOT NULL, 
	receipt VARCHAR NOT NULL, 
	filed_at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_plan_filing PRIMARY KEY (id), 
	CONSTRAINT fk_plan_filing_revision_id FOREIGN KEY(revision_id) REFERENCES plan_revision (id), 
	CONSTRAINT uq_plan_filing_revision_id UNIQUE (revision_id)
);
CREATE TABLE "plan_gap" (
	id INTEGER NOT NULL, 
	clause VARCHAR NOT NULL, 
	missing VARCHAR NOT NULL, 
	done_instead VARCHAR NOT NULL, 
	incident_id INTEGER, 
	filed_by VARCHAR NOT NULL, 
	filed_from VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	state TEXT NOT NULL, 
	answer VARCHAR, 
	answered_by VARCHAR, 
	answered_at BIGINT, 
	revision_id INTEGER, 
	version_id INTEGER, 
	CONSTRAINT pk_plan_gap PRIMARY KEY (id), 
	CONSTRAINT fk_plan_gap_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_plan_gap_revision_id FOREIGN KEY(revision_id) REFERENCES plan_revision (id), 
	CONSTRAINT fk_plan_gap_version_id FOREIGN KEY(version_id) REFERENCES plan_version (id)
);
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
CREATE TABLE plan_review (
	id INTEGER NOT NULL, 
	held_at BIGINT NOT NULL, 
	people VARCHAR NOT NULL, 
	conclusion TEXT NOT NULL, 
	words VARCHAR NOT NULL, 
	"by" VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_plan_review PRIMARY KEY (id)
);
CREATE TABLE plan_revision (
	id INTEGER NOT NULL, 
	title VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	base_id INTEGER NOT NULL, 
	changes TEXT NOT NULL, 
	state TEXT NOT NULL, 
	drafted_by VARCHAR NOT NULL, 
	drafted_at BIGINT NOT NULL, 
	edited_by VARCHAR, 
	submitted_by VARCHAR, 
	returned_by VARCHAR, 
	returned_why VARCHAR, 
	signed_by VARCHAR, 
	edited_at BIGINT, 
	submitted_at BIGINT, 
	returned_at BIGINT, 
	signed_at BIGINT, 
	holds_from BIGINT, 
	in_force_by VARCHAR, 
	withdrawn_by VARCHAR, 
	withdrawn_why VARCHAR, 
	in_force_at BIGINT, 
	withdrawn_at BIGINT, 
	made_id INTEGER, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_plan_revision PRIMARY KEY (id), 
	CONSTRAINT fk_plan_revision_base_id FOREIGN KEY(base_id) REFERENCES plan_version (id), 
	CONSTRAINT fk_plan_revision_made_id FOREIGN KEY(made_id) REFERENCES plan_version (id)
);
CREATE TABLE plan_version (
	id INTEGER NOT NULL, 
	label VARCHAR NOT NULL, 
	adopted_at BIGINT NOT NULL, 
	adopted_by VARCHAR NOT NULL, reason VARCHAR, amends INTEGER REFERENCES plan_version (id), 
	CONSTRAINT pk_plan_version PRIMARY KEY (id)
);
INSERT INTO "plan_version" VALUES(1,'第1版',1795488360000000,'安娜',NULL,NULL);
CREATE TABLE press_question (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	outlet VARCHAR NOT NULL, 
	asker VARCHAR NOT NULL, 
	question VARCHAR NOT NULL, 
	asked_at BIGINT NOT NULL, 
	due_at BIGINT, 
	registered_by VARCHAR NOT NULL, 
	answer VARCHAR, 
	line_id INTEGER, 
	answered_by VARCHAR, 
	answered_at BIGINT, corrected_at BIGINT, corrected_by VARCHAR, 
	CONSTRAINT pk_press_question PRIMARY KEY (id), 
	CONSTRAINT fk_press_question_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_press_question_line_id FOREIGN KEY(line_id) REFERENCES release (id)
);
CREATE TABLE publicity (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	template VARCHAR NOT NULL, 
	topic VARCHAR NOT NULL, 
	audience VARCHAR NOT NULL, 
	place VARCHAR NOT NULL, 
	category VARCHAR NOT NULL, 
	"group" TEXT NOT NULL, 
	person_id INTEGER, 
	due_at BIGINT, 
	whole_month BOOLEAN NOT NULL, 
	materials VARCHAR NOT NULL, 
	copies INTEGER NOT NULL, 
	people INTEGER NOT NULL, 
	planned_at BIGINT, 
	planned_by VARCHAR NOT NULL, 
	changed_at BIGINT, 
	changed_by VARCHAR NOT NULL, 
	called_off_at BIGINT, 
	called_off_by VARCHAR NOT NULL, 
	called_off_why VARCHAR NOT NULL, 
	held_at BIGINT, 
	held_place VARCHAR NOT NULL, 
	held_audience VARCHAR NOT NULL, 
	held_materials VARCHAR NOT NULL, 
	held_copies INTEGER, 
	reached INTEGER, 
	partners TEXT NOT NULL, 
	result VARCHAR NOT NULL, 
	recorded_at BIGINT, 
	recorded_by VARCHAR NOT NULL, 
	version INTEGER NOT NULL, corrected_at BIGINT, corrected_by VARCHAR, 
	CONSTRAINT pk_publicity PRIMARY KEY (id), 
	CONSTRAINT ck_publicity_numbers CHECK (copies >= 0 AND people >= 0), 
	CONSTRAINT ck_publicity_held CHECK (held_at IS NULL OR called_off_at IS NULL AND coalesce(reached, 0) > 0), 
	CONSTRAINT fk_publicity_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE readiness (
	id INTEGER NOT NULL, 
	date_code VARCHAR NOT NULL, 
	item_code VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	done_at BIGINT, 
	done_by VARCHAR NOT NULL, 
	person_id INTEGER, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_readiness PRIMARY KEY (id), 
	CONSTRAINT fk_readiness_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_readiness_date_code_item_code UNIQUE (date_code, item_code)
);
CREATE TABLE recovery (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	ledger VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	way VARCHAR NOT NULL, 
	people INTEGER, 
	amount_cents BIGINT, 
	settled_people INTEGER, 
	settled_cents BIGINT, 
	"group" TEXT, 
	district VARCHAR, 
	due_at BIGINT, 
	note VARCHAR NOT NULL, 
	settled_at BIGINT, 
	settled_by VARCHAR, 
	settler_id INTEGER, 
	waived_at BIGINT, 
	waived_by VARCHAR, 
	waive_reason VARCHAR, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_recovery PRIMARY KEY (id), 
	CONSTRAINT fk_recovery_district FOREIGN KEY(district) REFERENCES district (code), 
	CONSTRAINT fk_recovery_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_recovery_settler_id FOREIGN KEY(settler_id) REFERENCES person (id)
);
CREATE TABLE "release" (
	id INTEGER NOT NULL, 
	incident_id INTEGER, 
	kind TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	title VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	state TEXT NOT NULL, 
	as_of BIGINT NOT NULL, 
	figures TEXT NOT NULL, 
	authority VARCHAR NOT NULL, 
	needs_telling BOOLEAN NOT NULL, 
	drafted_by VARCHAR NOT NULL, 
	drafter_id INTEGER, 
	drafted_at BIGINT NOT NULL, 
	due_at BIGINT, 
	corrects INTEGER, 
	version INTEGER NOT NULL, 
	warning_id INTEGER, 
	CONSTRAINT pk_release PRIMARY KEY (id), 
	CONSTRAINT fk_release_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_release_corrects FOREIGN KEY(corrects) REFERENCES release (id), 
	CONSTRAINT fk_release_drafter_id FOREIGN KEY(drafter_id) REFERENCES person (id), 
	CONSTRAINT fk_release_warning_id FOREIGN KEY(warning_id) REFERENCES warning (id)
);
CREATE TABLE "release_check" (
	id INTEGER NOT NULL, 
	incident_id INTEGER, 
	release_id INTEGER NOT NULL, 
	step VARCHAR NOT NULL, 
	passed BOOLEAN NOT NULL, 
	words VARCHAR NOT NULL, 
	receiver VARCHAR NOT NULL, 
	judged VARCHAR NOT NULL, 
	text_sha256 VARCHAR NOT NULL, 
	person_id INTEGER, 
	"by" VARCHAR NOT NULL, 
	done_at BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_release_check PRIMARY KEY (id), 
	CONSTRAINT fk_release_check_release_id FOREIGN KEY(release_id) REFERENCES release (id), 
	CONSTRAINT fk_release_check_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_release_check_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
CREATE TABLE reminder (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	subject INTEGER NOT NULL, 
	words VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	CONSTRAINT pk_reminder PRIMARY KEY (id), 
	CONSTRAINT fk_reminder_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
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
	version INTEGER NOT NULL, after_id INTEGER REFERENCES report (id), chain VARCHAR, district VARCHAR REFERENCES district (code), skips BOOLEAN, skip_why VARCHAR, returned_why VARCHAR, returned_by VARCHAR, 
	CONSTRAINT pk_report PRIMARY KEY (id), 
	CONSTRAINT fk_report_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
CREATE TABLE report_receipt (
	id INTEGER NOT NULL, 
	report_id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	receiver VARCHAR NOT NULL, 
	way VARCHAR NOT NULL, 
	sent_at BIGINT NOT NULL, 
	received_at BIGINT, 
	received_by VARCHAR, 
	received_way VARCHAR, 
	registered_by VARCHAR, 
	verified_at BIGINT, 
	verified_by VARCHAR, 
	returned_at BIGINT, 
	returned_by VARCHAR, 
	return_reason VARCHAR, sent_by VARCHAR, 
	CONSTRAINT pk_report_receipt PRIMARY KEY (id), 
	CONSTRAINT fk_report_receipt_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_report_receipt_report_id FOREIGN KEY(report_id) REFERENCES report (id)
);
CREATE TABLE research (
	id INTEGER NOT NULL, 
	partner_id INTEGER NOT NULL, 
	topic VARCHAR NOT NULL, 
	contact VARCHAR NOT NULL, 
	starts_on DATE NOT NULL, 
	ends_on DATE NOT NULL, 
	note VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	changed_at BIGINT, 
	changed_by VARCHAR NOT NULL, 
	done_at BIGINT, 
	done_by VARCHAR NOT NULL, 
	result VARCHAR NOT NULL, 
	sha256 VARCHAR, 
	file_name VARCHAR NOT NULL, 
	ended_at BIGINT, 
	ended_by VARCHAR NOT NULL, 
	ended_why VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_research PRIMARY KEY (id), 
	CONSTRAINT ck_research_days CHECK (ends_on >= starts_on), 
	CONSTRAINT ck_research_over CHECK (done_at IS NULL OR ended_at IS NULL), 
	CONSTRAINT fk_research_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id), 
	CONSTRAINT fk_research_sha256 FOREIGN KEY(sha256) REFERENCES stored_file (sha256)
);
CREATE TABLE restore_drill (
	id INTEGER NOT NULL, 
	backup VARCHAR NOT NULL, 
	made_at BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	machine VARCHAR NOT NULL, 
	whole BOOLEAN NOT NULL, 
	words VARCHAR NOT NULL, 
	lines BIGINT NOT NULL, 
	rows BIGINT NOT NULL, 
	seconds INTEGER NOT NULL, 
	CONSTRAINT pk_restore_drill PRIMARY KEY (id)
);
CREATE TABLE retention (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	decision VARCHAR NOT NULL, 
	scope TEXT NOT NULL, 
	lawful VARCHAR NOT NULL, 
	necessary VARCHAR NOT NULL, 
	secure VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	keep_until BIGINT, 
	signature VARCHAR NOT NULL, 
	decided_by VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	line INTEGER, 
	erased_at BIGINT, 
	erased TEXT, 
	CONSTRAINT pk_retention PRIMARY KEY (id), 
	CONSTRAINT fk_retention_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
CREATE TABLE risk_assessment (
	id INTEGER NOT NULL, 
	title VARCHAR NOT NULL, 
	as_of BIGINT NOT NULL, 
	before_id INTEGER NOT NULL, 
	summary VARCHAR NOT NULL, 
	state TEXT NOT NULL, 
	drafted_by VARCHAR NOT NULL, 
	drafted_at BIGINT NOT NULL, 
	edited_by VARCHAR, 
	edited_at BIGINT, 
	submitted_by VARCHAR, 
	submitted_at BIGINT, 
	returned_by VARCHAR, 
	returned_at BIGINT, 
	signed_by VARCHAR, 
	signed_at BIGINT, 
	withdrawn_by VARCHAR, 
	withdrawn_at BIGINT, 
	returned_why VARCHAR, 
	withdrawn_why VARCHAR, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_risk_assessment PRIMARY KEY (id), 
	CONSTRAINT ck_risk_assessment_signed CHECK (state <> 'signed' OR signed_at IS NOT NULL)
);
CREATE TABLE risk_assessment_line (
	id INTEGER NOT NULL, 
	assessment_id INTEGER NOT NULL, 
	scope TEXT NOT NULL, 
	"key" VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	county VARCHAR NOT NULL, 
	rank INTEGER NOT NULL, 
	points INTEGER NOT NULL, 
	computed INTEGER NOT NULL, 
	correction INTEGER NOT NULL, 
	band TEXT NOT NULL, 
	people INTEGER NOT NULL, 
	complaints INTEGER NOT NULL, 
	reasons TEXT NOT NULL, 
	judgement VARCHAR NOT NULL, 
	measures VARCHAR NOT NULL, 
	judged_by VARCHAR, 
	judged_at BIGINT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_risk_assessment_line PRIMARY KEY (id), 
	CONSTRAINT ck_risk_assessment_line_rank CHECK (rank > 0 AND points >= 0), 
	CONSTRAINT fk_risk_assessment_line_assessment_id FOREIGN KEY(assessment_id) REFERENCES risk_assessment (id), 
	CONSTRAINT uq_risk_assessment_line_assessment_id_scope_key UNIQUE (assessment_id, scope, "key")
);
CREATE TABLE risk_finding (
	id INTEGER NOT NULL, 
	risk_record_id INTEGER NOT NULL, 
	words VARCHAR NOT NULL, 
	"group" TEXT, 
	person_id INTEGER, 
	district VARCHAR, 
	due_at BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	closed_at BIGINT, 
	closed_by VARCHAR NOT NULL, 
	dropped_at BIGINT, 
	dropped_by VARCHAR NOT NULL, 
	dropped_why VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_risk_finding PRIMARY KEY (id), 
	CONSTRAINT ck_risk_finding_doer CHECK ("group" IS NOT NULL AND person_id IS NULL AND district IS NULL OR "group" IS NULL AND (person_id IS NULL) <> (district IS NULL)), 
	CONSTRAINT ck_risk_finding_end CHECK (closed_at IS NULL OR dropped_at IS NULL), 
	CONSTRAINT fk_risk_finding_risk_record_id FOREIGN KEY(risk_record_id) REFERENCES risk_record (id), 
	CONSTRAINT fk_risk_finding_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_risk_finding_district FOREIGN KEY(district) REFERENCES district (code)
);
CREATE TABLE risk_finding_check (
	id INTEGER NOT NULL, 
	finding_id INTEGER NOT NULL, 
	passed BOOLEAN NOT NULL, 
	words VARCHAR NOT NULL, 
	next_due_at BIGINT, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	CONSTRAINT pk_risk_finding_check PRIMARY KEY (id), 
	CONSTRAINT ck_risk_finding_check_next CHECK (passed = (next_due_at IS NULL)), 
	CONSTRAINT fk_risk_finding_check_finding_id FOREIGN KEY(finding_id) REFERENCES risk_finding (id)
);
CREATE TABLE risk_judgement (
	id INTEGER NOT NULL, 
	scope TEXT NOT NULL, 
	"key" VARCHAR NOT NULL, 
	act TEXT NOT NULL, 
	points INTEGER NOT NULL, 
	correction INTEGER NOT NULL, 
	words VARCHAR NOT NULL, 
	district VARCHAR, 
	due_at BIGINT, 
	done_at BIGINT, 
	done_words VARCHAR NOT NULL, 
	done_by VARCHAR NOT NULL, 
	person_id INTEGER, 
	"by" VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_risk_judgement PRIMARY KEY (id), 
	CONSTRAINT fk_risk_judgement_district FOREIGN KEY(district) REFERENCES district (code), 
	CONSTRAINT fk_risk_judgement_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE risk_record (
	id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	system VARCHAR NOT NULL, 
	number VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	held_at BIGINT NOT NULL, 
	subject_id INTEGER, 
	subject_name VARCHAR NOT NULL, 
	credit_code VARCHAR NOT NULL, 
	category VARCHAR NOT NULL, 
	district VARCHAR, 
	officers VARCHAR NOT NULL, 
	result TEXT NOT NULL, 
	problems INTEGER, 
	asked INTEGER, 
	unhappy INTEGER, 
	findings VARCHAR NOT NULL, 
	follow_up_at BIGINT, 
	followed_at BIGINT, 
	followed_words VARCHAR NOT NULL, 
	followed_by VARCHAR NOT NULL, 
	file_name VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	corrected_at BIGINT, 
	corrected_by VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_risk_record PRIMARY KEY (id), 
	CONSTRAINT fk_risk_record_district FOREIGN KEY(district) REFERENCES district (code), 
	CONSTRAINT fk_risk_record_subject_id FOREIGN KEY(subject_id) REFERENCES subject (id), 
	CONSTRAINT uq_risk_record_kind_system_number UNIQUE (kind, system, number)
);
CREATE TABLE role_grant (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	role TEXT NOT NULL, 
	"group" TEXT, 
	district VARCHAR, 
	valid_from BIGINT NOT NULL, 
	valid_until BIGINT, 
	granted_by VARCHAR NOT NULL, stands_for INTEGER REFERENCES person (id), reason VARCHAR, for_incident INTEGER REFERENCES incident (id), confirmed_at BIGINT, confirmed_by INTEGER REFERENCES person (id), refused_at BIGINT, refused_by INTEGER REFERENCES person (id), refused_why VARCHAR, 
	CONSTRAINT pk_role_grant PRIMARY KEY (id), 
	CONSTRAINT fk_role_grant_district FOREIGN KEY(district) REFERENCES district (code), 
	CONSTRAINT fk_role_grant_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "role_grant" VALUES(1,1,'leader','onsite',NULL,1795488360000000,NULL,'ana',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
	database_id VARCHAR NOT NULL, key_check VARCHAR, reporters_known BOOLEAN DEFAULT 0 NOT NULL, people_numbered BOOLEAN DEFAULT 0 NOT NULL, grants_before INTEGER, bulk_noted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_schema_info PRIMARY KEY (id)
);
INSERT INTO "schema_info" VALUES(1,'0.3.0','84aa5e7af280f414',NULL,1,0,NULL,1);
CREATE TABLE seat (
	id VARCHAR NOT NULL, 
	person_id INTEGER NOT NULL, 
	login VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	machine VARCHAR NOT NULL, 
	version VARCHAR NOT NULL, 
	since BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	heard INTEGER NOT NULL, 
	age_ms INTEGER NOT NULL, 
	skew_ms INTEGER, 
	CONSTRAINT pk_seat PRIMARY KEY (id)
);
CREATE TABLE seen (
	person_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_seen PRIMARY KEY (person_id), 
	CONSTRAINT fk_seen_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE setting (
	"key" VARCHAR NOT NULL, 
	value TEXT NOT NULL, 
	source VARCHAR NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY ("key")
);
INSERT INTO "setting" VALUES('k','{"a":"“引号”","b":[1,2.5]}','');
CREATE TABLE signal (
	id INTEGER NOT NULL, 
	stream TEXT NOT NULL, 
	"key" VARCHAR NOT NULL, 
	detector TEXT NOT NULL, 
	title VARCHAR NOT NULL, 
	subject_id INTEGER, 
	brand VARCHAR NOT NULL, 
	category VARCHAR NOT NULL, 
	problem VARCHAR NOT NULL, 
	districts TEXT NOT NULL, 
	town VARCHAR NOT NULL, 
	channel TEXT, 
	keywords TEXT NOT NULL, 
	since_at BIGINT NOT NULL, 
	until_at BIGINT NOT NULL, 
	found_at BIGINT NOT NULL, 
	as_of BIGINT NOT NULL, 
	observed INTEGER NOT NULL, 
	people INTEGER NOT NULL, 
	expected BIGINT, 
	surprise BIGINT, 
	recurrence_days BIGINT, 
	words VARCHAR NOT NULL, 
	flagged INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	state_at BIGINT NOT NULL, 
	judged_observed INTEGER, 
	merged_into INTEGER, 
	warning_id INTEGER, 
	incident_id INTEGER, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_signal PRIMARY KEY (id), 
	CONSTRAINT fk_signal_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_signal_merged_into FOREIGN KEY(merged_into) REFERENCES signal (id), 
	CONSTRAINT fk_signal_subject_id FOREIGN KEY(subject_id) REFERENCES subject (id), 
	CONSTRAINT fk_signal_warning_id FOREIGN KEY(warning_id) REFERENCES warning (id)
);
CREATE TABLE signal_complaint (
	signal_id INTEGER NOT NULL, 
	complaint_id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_signal_complaint PRIMARY KEY (signal_id, complaint_id), 
	CONSTRAINT fk_signal_complaint_complaint_id FOREIGN KEY(complaint_id) REFERENCES complaint (id), 
	CONSTRAINT fk_signal_complaint_signal_id FOREIGN KEY(signal_id) REFERENCES signal (id)
);
CREATE TABLE signal_note (
	id INTEGER NOT NULL, 
	signal_id INTEGER NOT NULL, 
	act TEXT NOT NULL, 
	words VARCHAR NOT NULL, 
	other_signal INTEGER, 
	observed INTEGER NOT NULL, 
	person_id INTEGER, 
	"by" VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_signal_note PRIMARY KEY (id), 
	CONSTRAINT fk_signal_note_other_signal FOREIGN KEY(other_signal) REFERENCES signal (id), 
	CONSTRAINT fk_signal_note_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_signal_note_signal_id FOREIGN KEY(signal_id) REFERENCES signal (id)
);
CREATE TABLE simulated_clock (
	id INTEGER NOT NULL, 
	real_micros BIGINT NOT NULL, 
	simulated_micros BIGINT NOT NULL, 
	speed INTEGER NOT NULL, 
	story VARCHAR NOT NULL, 
	CONSTRAINT pk_simulated_clock PRIMARY KEY (id)
);
CREATE TABLE site_report (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	place_id INTEGER, 
	place VARCHAR NOT NULL, 
	head_count INTEGER, 
	mood VARCHAR NOT NULL, 
	damage VARCHAR NOT NULL, 
	measures VARCHAR NOT NULL, 
	needs VARCHAR NOT NULL, 
	closes BOOLEAN NOT NULL, 
	seen_at BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	office VARCHAR NOT NULL, 
	CONSTRAINT pk_site_report PRIMARY KEY (id), 
	CONSTRAINT fk_site_report_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_site_report_place_id FOREIGN KEY(place_id) REFERENCES incident_place (id)
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
	version INTEGER NOT NULL, dropped_why VARCHAR, round INTEGER, 
	CONSTRAINT pk_step PRIMARY KEY (id), 
	CONSTRAINT fk_step_assigned_to FOREIGN KEY(assigned_to) REFERENCES person (id), 
	CONSTRAINT fk_step_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);
INSERT INTO "step" VALUES(1,1,'C1','到场处置','','onsite','','',0,1,1795491960000000,'open',NULL,NULL,'',2,NULL,NULL);
CREATE TABLE step_note (
	id INTEGER NOT NULL, 
	step_id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	CONSTRAINT pk_step_note PRIMARY KEY (id), 
	CONSTRAINT fk_step_note_step_id FOREIGN KEY(step_id) REFERENCES step (id)
);
CREATE TABLE stock_item (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	kind TEXT NOT NULL, 
	store VARCHAR NOT NULL, 
	unit VARCHAR NOT NULL, 
	used_up BOOLEAN NOT NULL, 
	minimum INTEGER NOT NULL, 
	on_hand INTEGER NOT NULL, 
	lent INTEGER NOT NULL, 
	valid_until BIGINT, 
	check_months INTEGER, 
	checked_at BIGINT, 
	checked_by VARCHAR, 
	plate VARCHAR NOT NULL, 
	driver VARCHAR NOT NULL, 
	mileage INTEGER, 
	inspected_until BIGINT, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	edited_at BIGINT, 
	edited_by VARCHAR, 
	retired_at BIGINT, 
	retired_by VARCHAR, 
	CONSTRAINT pk_stock_item PRIMARY KEY (id), 
	CONSTRAINT ck_stock_item_on_hand CHECK (on_hand >= 0), 
	CONSTRAINT ck_stock_item_lent CHECK (lent >= 0)
);
CREATE TABLE stock_move (
	id INTEGER NOT NULL, 
	item_id INTEGER NOT NULL, 
	item VARCHAR NOT NULL, 
	unit VARCHAR NOT NULL, 
	kind TEXT NOT NULL, 
	amount INTEGER NOT NULL, 
	on_hand INTEGER NOT NULL, 
	lent INTEGER NOT NULL, 
	came TEXT, 
	returned_as TEXT, 
	of_id INTEGER, 
	incident_id INTEGER, 
	request_id INTEGER, 
	person_id INTEGER, 
	taker VARCHAR NOT NULL, 
	taker_unit VARCHAR NOT NULL, 
	due_at BIGINT, 
	driver VARCHAR NOT NULL, 
	mileage INTEGER, 
	words VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	CONSTRAINT pk_stock_move PRIMARY KEY (id), 
	CONSTRAINT ck_stock_move_amount CHECK (amount >= 0), 
	CONSTRAINT ck_stock_move_on_hand CHECK (on_hand >= 0), 
	CONSTRAINT ck_stock_move_lent CHECK (lent >= 0), 
	CONSTRAINT fk_stock_move_item_id FOREIGN KEY(item_id) REFERENCES stock_item (id), 
	CONSTRAINT fk_stock_move_of_id FOREIGN KEY(of_id) REFERENCES stock_move (id), 
	CONSTRAINT fk_stock_move_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_stock_move_request_id FOREIGN KEY(request_id) REFERENCES supply_request (id), 
	CONSTRAINT fk_stock_move_person_id FOREIGN KEY(person_id) REFERENCES person (id)
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
CREATE TABLE "supply_request" (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	item VARCHAR NOT NULL, 
	amount INTEGER NOT NULL, 
	unit VARCHAR NOT NULL, 
	money_cents BIGINT, 
	needed_at BIGINT, 
	for_group TEXT, 
	reason VARCHAR NOT NULL, 
	asked_by VARCHAR NOT NULL, 
	asked_from VARCHAR NOT NULL, 
	asked_at BIGINT NOT NULL, 
	state VARCHAR NOT NULL, 
	approved_by VARCHAR, 
	approved_at BIGINT, 
	handled_by VARCHAR, 
	handled_at BIGINT, 
	note VARCHAR NOT NULL, 
	returned_at BIGINT, 
	returned_by VARCHAR, 
	budget_line_id INTEGER, 
	over_budget VARCHAR, 
	spent_cents BIGINT, 
	voucher VARCHAR, asked_by_id INTEGER REFERENCES person (id), 
	CONSTRAINT pk_supply_request PRIMARY KEY (id), 
	CONSTRAINT fk_supply_request_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_supply_request_budget_line_id FOREIGN KEY(budget_line_id) REFERENCES budget_line (id)
);
CREATE TABLE survey_answer (
	id INTEGER NOT NULL, 
	risk_record_id INTEGER NOT NULL, 
	edition INTEGER NOT NULL, 
	question_no INTEGER NOT NULL, 
	question VARCHAR NOT NULL, 
	base INTEGER NOT NULL, 
	many BOOLEAN NOT NULL, 
	option_no INTEGER NOT NULL, 
	option VARCHAR NOT NULL, 
	count INTEGER NOT NULL, 
	problem BOOLEAN NOT NULL, 
	file_name VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	CONSTRAINT pk_survey_answer PRIMARY KEY (id), 
	CONSTRAINT ck_survey_answer_count CHECK (base > 0 AND count >= 0 AND count <= base), 
	CONSTRAINT fk_survey_answer_risk_record_id FOREIGN KEY(risk_record_id) REFERENCES risk_record (id), 
	CONSTRAINT uq_survey_answer_risk_record_id_edition_question_no_option_no UNIQUE (risk_record_id, edition, question_no, option_no)
);
CREATE TABLE tally (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	value BIGINT NOT NULL, 
	place VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, place_id INTEGER REFERENCES incident_place (id), 
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
	"by" VARCHAR NOT NULL, place_id INTEGER REFERENCES incident_place (id), people INTEGER, 
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
CREATE TABLE trader_talk (
	id INTEGER NOT NULL, 
	warning_id INTEGER, 
	signal_id INTEGER, 
	subject_id INTEGER, 
	place VARCHAR NOT NULL, 
	officers VARCHAR NOT NULL, 
	trader_side VARCHAR NOT NULL, 
	asked VARCHAR NOT NULL, 
	promised VARCHAR NOT NULL, 
	promised_until BIGINT, 
	kept BOOLEAN, 
	talked_at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	at BIGINT NOT NULL, kept_words VARCHAR, kept_by VARCHAR, kept_at BIGINT, incident_id INTEGER REFERENCES incident (id), 
	CONSTRAINT pk_trader_talk PRIMARY KEY (id), 
	CONSTRAINT fk_trader_talk_signal_id FOREIGN KEY(signal_id) REFERENCES signal (id), 
	CONSTRAINT fk_trader_talk_subject_id FOREIGN KEY(subject_id) REFERENCES subject (id), 
	CONSTRAINT fk_trader_talk_warning_id FOREIGN KEY(warning_id) REFERENCES warning (id)
);
CREATE TABLE training (
	id INTEGER NOT NULL, 
	topic VARCHAR NOT NULL, 
	matter VARCHAR NOT NULL, 
	"group" TEXT NOT NULL, 
	groups TEXT NOT NULL, 
	hours INTEGER NOT NULL, 
	due_at BIGINT, 
	whole_month BOOLEAN NOT NULL, 
	planned_at BIGINT, 
	planned_by VARCHAR NOT NULL, 
	changed_at BIGINT, 
	changed_by VARCHAR NOT NULL, 
	called_off_at BIGINT, 
	called_off_by VARCHAR NOT NULL, 
	called_off_why VARCHAR NOT NULL, 
	held_at BIGINT, 
	held_hours INTEGER, 
	place VARCHAR NOT NULL, 
	teacher VARCHAR NOT NULL, 
	findings VARCHAR NOT NULL, 
	recorded_at BIGINT, 
	recorded_by VARCHAR NOT NULL, 
	version INTEGER NOT NULL, corrected_at BIGINT, corrected_by VARCHAR, 
	CONSTRAINT pk_training PRIMARY KEY (id), 
	CONSTRAINT ck_training_hours CHECK (hours > 0), 
	CONSTRAINT ck_training_held CHECK (held_at IS NULL OR called_off_at IS NULL AND coalesce(held_hours, 0) > 0)
);
CREATE TABLE training_person (
	id INTEGER NOT NULL, 
	training_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	result TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	corrected_at BIGINT, 
	corrected_by VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_training_person PRIMARY KEY (id), 
	CONSTRAINT fk_training_person_training_id FOREIGN KEY(training_id) REFERENCES training (id), 
	CONSTRAINT fk_training_person_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_training_person_training_id_person_id UNIQUE (training_id, person_id)
);
CREATE TABLE "typical_case" (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	title VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	drafted_by VARCHAR NOT NULL, 
	drafted_at BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	drafter_id INTEGER, 
	state VARCHAR, 
	category VARCHAR, 
	CONSTRAINT pk_typical_case PRIMARY KEY (id), 
	CONSTRAINT fk_typical_case_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_typical_case_drafter_id FOREIGN KEY(drafter_id) REFERENCES person (id)
);
CREATE TABLE typical_case_step (
	id INTEGER NOT NULL, 
	incident_id INTEGER NOT NULL, 
	case_id INTEGER NOT NULL, 
	step VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	channels VARCHAR NOT NULL, 
	number VARCHAR NOT NULL, 
	judged VARCHAR NOT NULL, 
	text_sha256 VARCHAR NOT NULL, 
	person_id INTEGER, 
	"by" VARCHAR NOT NULL, 
	done_at BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_typical_case_step PRIMARY KEY (id), 
	CONSTRAINT fk_typical_case_step_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_typical_case_step_case_id FOREIGN KEY(case_id) REFERENCES typical_case (id), 
	CONSTRAINT fk_typical_case_step_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE verification (
	id INTEGER NOT NULL, 
	part VARCHAR NOT NULL, 
	started_at BIGINT NOT NULL, 
	ended_at BIGINT NOT NULL, 
	line INTEGER NOT NULL, 
	rows INTEGER NOT NULL, 
	whole BOOLEAN NOT NULL, 
	words VARCHAR NOT NULL, 
	"by" VARCHAR NOT NULL, 
	CONSTRAINT pk_verification PRIMARY KEY (id)
);
CREATE TABLE warning (
	id INTEGER NOT NULL, 
	number INTEGER, 
	title VARCHAR NOT NULL, 
	category VARCHAR NOT NULL, 
	level TEXT NOT NULL, 
	starts_at BIGINT NOT NULL, 
	scope VARCHAR NOT NULL, 
	matters VARCHAR NOT NULL, 
	measures VARCHAR NOT NULL, 
	issuer VARCHAR NOT NULL, 
	issued_at BIGINT, 
	state TEXT NOT NULL, 
	subject_id INTEGER, 
	districts TEXT NOT NULL, 
	incident_id INTEGER, 
	drafter_id INTEGER, 
	drafted_by VARCHAR NOT NULL, 
	drafted_at BIGINT NOT NULL, 
	ends_at BIGINT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_warning PRIMARY KEY (id), 
	CONSTRAINT fk_warning_drafter_id FOREIGN KEY(drafter_id) REFERENCES person (id), 
	CONSTRAINT fk_warning_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id), 
	CONSTRAINT fk_warning_subject_id FOREIGN KEY(subject_id) REFERENCES subject (id)
);
CREATE TABLE warning_act (
	id INTEGER NOT NULL, 
	warning_id INTEGER NOT NULL, 
	act TEXT NOT NULL, 
	level TEXT NOT NULL, 
	level_before TEXT, 
	words VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	evidence TEXT NOT NULL, 
	signature VARCHAR NOT NULL, 
	person_id INTEGER, 
	"by" VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_warning_act PRIMARY KEY (id), 
	CONSTRAINT fk_warning_act_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_warning_act_warning_id FOREIGN KEY(warning_id) REFERENCES warning (id)
);
CREATE TABLE warning_step (
	id INTEGER NOT NULL, 
	warning_id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	detail VARCHAR NOT NULL, 
	clause VARCHAR NOT NULL, 
	basis VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	deadline_at BIGINT, 
	state TEXT NOT NULL, 
	words VARCHAR NOT NULL, 
	done_by VARCHAR NOT NULL, 
	done_at BIGINT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_warning_step PRIMARY KEY (id), 
	CONSTRAINT fk_warning_step_warning_id FOREIGN KEY(warning_id) REFERENCES warning (id)
);
CREATE TABLE watch_lease (
	id INTEGER NOT NULL, 
	epoch INTEGER NOT NULL, 
	holder VARCHAR NOT NULL, 
	seat VARCHAR NOT NULL, 
	taken_at BIGINT NOT NULL, 
	beat_at BIGINT NOT NULL, alarms_at BIGINT, 
	CONSTRAINT pk_watch_lease PRIMARY KEY (id)
);
CREATE TABLE watch_run (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	epoch INTEGER NOT NULL, 
	as_of BIGINT NOT NULL, 
	started_at BIGINT NOT NULL, 
	ended_at BIGINT NOT NULL, 
	line BIGINT NOT NULL, 
	streams INTEGER NOT NULL, 
	found INTEGER NOT NULL, place VARCHAR, keyed BOOLEAN, 
	CONSTRAINT pk_watch_run PRIMARY KEY (id)
);
CREATE TABLE word_index (
	id INTEGER NOT NULL, 
	since INTEGER NOT NULL, 
	until INTEGER NOT NULL, 
	CONSTRAINT pk_word_index PRIMARY KEY (id)
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
CREATE INDEX ix_level_decision_incident_id ON level_decision (incident_id);
CREATE INDEX ix_log_entry_incident_id_at ON log_entry (incident_id, at);
CREATE INDEX ix_report_incident_id ON report (incident_id);
CREATE INDEX ix_step_incident_id ON step (incident_id);
CREATE INDEX ix_tally_incident_id_kind_at ON tally (incident_id, kind, at);
CREATE INDEX ix_team_incident_id ON team (incident_id);
CREATE INDEX ix_incident_complaint_complaint_id ON incident_complaint (complaint_id);
CREATE INDEX ix_incident_complaint_incident_id_complaint_id ON incident_complaint (incident_id, complaint_id);
CREATE INDEX ix_step_note_step_id ON step_note (step_id);
CREATE INDEX ix_absence_person_id ON absence (person_id);
CREATE INDEX ix_delegation_to_person ON delegation (to_person);
CREATE INDEX ix_draft_form_subject ON draft (form, subject);
CREATE INDEX ix_draft_person_id_form_subject ON draft (person_id, form, subject);
CREATE INDEX ix_accountability_incident_id ON accountability (incident_id);
CREATE INDEX ix_archive_package_incident_id ON archive_package (incident_id);
CREATE INDEX ix_call_up_incident_id ON call_up (incident_id);
CREATE INDEX ix_case_file_incident_id ON case_file (incident_id);
CREATE INDEX ix_directive_incident_id ON directive (incident_id);
CREATE INDEX ix_duty_log_happened_at ON duty_log (happened_at);
CREATE INDEX ix_duty_log_incident_id ON duty_log (incident_id);
CREATE INDEX ix_duty_note_incident_id ON duty_note (incident_id);
CREATE INDEX ix_handover_incident_id ON handover (incident_id);
CREATE INDEX ix_incident_fact_incident_id_code_at ON incident_fact (incident_id, code, at);
CREATE INDEX ix_incident_move_incident_id ON incident_move (incident_id);
CREATE INDEX ix_inquiry_report_incident_id ON inquiry_report (incident_id);
CREATE INDEX ix_legal_question_incident_id ON legal_question (incident_id);
CREATE INDEX ix_liaison_incident_id ON liaison (incident_id);
CREATE INDEX ix_opinion_incident_id_published_at ON opinion (incident_id, published_at);
CREATE INDEX ix_oral_decision_incident_id ON oral_decision (incident_id);
CREATE INDEX ix_recovery_incident_id ON recovery (incident_id);
CREATE INDEX ix_reminder_incident_id_kind_subject ON reminder (incident_id, kind, subject);
CREATE INDEX ix_retention_incident_id ON retention (incident_id);
CREATE INDEX ix_case_act_case_id ON case_act (case_id);
CREATE INDEX ix_case_act_incident_id ON case_act (incident_id);
CREATE INDEX ix_complaint_event_complaint_id ON complaint_event (complaint_id);
CREATE INDEX ix_complaint_flag_complaint_id ON complaint_flag (complaint_id);
CREATE INDEX ix_complaint_flag_incident_id ON complaint_flag (incident_id);
CREATE INDEX ix_complaint_handling_due_at ON complaint_handling (due_at);
CREATE INDEX ix_complaint_handling_handler_id ON complaint_handling (handler_id);
CREATE INDEX ix_evidence_incident_id_number ON evidence (incident_id, number);
CREATE INDEX ix_press_question_incident_id ON press_question (incident_id);
CREATE INDEX ix_report_receipt_incident_id ON report_receipt (incident_id);
CREATE INDEX ix_report_receipt_report_id ON report_receipt (report_id);
CREATE INDEX ix_site_report_incident_id_seen_at ON site_report (incident_id, seen_at);
CREATE INDEX ix_custody_evidence_id ON custody (evidence_id);
CREATE INDEX ix_watch_run_kind_as_of ON watch_run (kind, as_of);
CREATE INDEX ix_warning_incident_id ON warning (incident_id);
CREATE INDEX ix_warning_subject_id ON warning (subject_id);
CREATE INDEX ix_signal_incident_id ON signal (incident_id);
CREATE INDEX ix_signal_state ON signal (state);
CREATE INDEX ix_signal_stream_key ON signal (stream, "key");
CREATE INDEX ix_signal_subject_id ON signal (subject_id);
CREATE INDEX ix_signal_warning_id ON signal (warning_id);
CREATE INDEX ix_warning_act_warning_id ON warning_act (warning_id);
CREATE INDEX ix_warning_step_warning_id ON warning_step (warning_id);
CREATE INDEX ix_signal_complaint_complaint_id ON signal_complaint (complaint_id);
CREATE INDEX ix_signal_note_signal_id ON signal_note (signal_id);
CREATE INDEX ix_trader_talk_signal_id ON trader_talk (signal_id);
CREATE INDEX ix_trader_talk_subject_id ON trader_talk (subject_id);
CREATE INDEX ix_trader_talk_warning_id ON trader_talk (warning_id);
CREATE INDEX ix_risk_judgement_scope_key ON risk_judgement (scope, "key");
CREATE INDEX ix_risk_record_category_held_at ON risk_record (category, held_at);
CREATE INDEX ix_risk_record_held_at ON risk_record (held_at);
CREATE INDEX ix_risk_record_subject_id_held_at ON risk_record (subject_id, held_at);
CREATE INDEX ix_complaint_correction_batch_id ON complaint_correction (batch_id);
CREATE INDEX ix_complaint_correction_complaint_id ON complaint_correction (complaint_id);
CREATE INDEX ix_complaint_link_first_id ON complaint_link (first_id);
CREATE INDEX ix_complaint_link_second_id ON complaint_link (second_id);
CREATE INDEX ix_hotline_row_waiting ON hotline_row (id) WHERE taken_at IS NULL;
CREATE INDEX ix_release_incident_id ON release (incident_id);
CREATE INDEX ix_release_warning_id ON release (warning_id);
CREATE INDEX ix_release_check_release_id ON release_check (release_id);
CREATE INDEX ix_delivery_line ON delivery (line);
CREATE INDEX ix_seat_at ON seat (at);
CREATE INDEX ix_paper_incident_id ON paper (incident_id);
CREATE INDEX ix_paper_state ON paper (state);
CREATE INDEX ix_paper_text_paper_id_number ON paper_text (paper_id, number);
CREATE INDEX ix_paper_step_paper_id ON paper_step (paper_id);
CREATE INDEX ix_paper_number_life_subject_id ON paper_number (life, subject_id);
CREATE INDEX ix_paper_number_series_year ON paper_number (series, year);
CREATE INDEX ix_paper_file_life_subject_id ON paper_file (life, subject_id);
CREATE INDEX ix_complaint_correction_at ON complaint_correction (at);
CREATE INDEX ix_complaint_correction_undone_at ON complaint_correction (undone_at) WHERE undone_at IS NOT NULL;
CREATE INDEX ix_complaint_flag_at ON complaint_flag (at);
CREATE INDEX ix_complaint_flag_lifted_at ON complaint_flag (lifted_at) WHERE lifted_at IS NOT NULL;
CREATE INDEX ix_journal_row_gone ON journal_row (row_key) WHERE table_name = 'complainant' AND op = 'delete';
CREATE INDEX ix_obligation_incident_id_state ON obligation (incident_id, state);
CREATE INDEX ix_obligation_state_due_at ON obligation (state, due_at);
CREATE INDEX ix_obligation_note_obligation_id ON obligation_note (obligation_id);
CREATE INDEX ix_obligation_note_incident_id_kind ON obligation_note (incident_id, kind);
CREATE INDEX ix_trader_talk_incident_id ON trader_talk (incident_id);
CREATE INDEX ix_attachment_step_id ON attachment (step_id);
CREATE INDEX ix_attachment_obligation_id ON attachment (obligation_id);
CREATE INDEX ix_case_report_incident_id_as_of ON case_report (incident_id, as_of);
CREATE INDEX ix_case_count_incident_id ON case_count (incident_id);
CREATE INDEX ix_case_count_case_report_id ON case_count (case_report_id);
CREATE INDEX ix_alarm_incident_id ON alarm (incident_id);
CREATE INDEX ix_alarm_standing ON alarm (standing);
CREATE INDEX ix_alarm_raised_at ON alarm (raised_at);
CREATE UNIQUE INDEX uq_alarm_key ON alarm ("key") WHERE standing <> 'cleared';
CREATE INDEX ix_alarm_act_alarm_id ON alarm_act (alarm_id);
CREATE INDEX ix_alarm_act_of_act ON alarm_act (of_act);
CREATE INDEX ix_alarm_act_act_at ON alarm_act (act, at);
CREATE INDEX ix_drill_inject_at ON drill_inject (at);
CREATE INDEX ix_drill_act_inject_id ON drill_act (inject_id);
CREATE INDEX ix_drill_measure_record_id ON drill_measure (record_id);
CREATE INDEX ix_meeting_incident_id ON meeting (incident_id);
CREATE INDEX ix_consultation_incident_id ON consultation (incident_id);
CREATE INDEX ix_instruction_incident_id ON instruction (incident_id);
CREATE INDEX ix_stock_move_of_id ON stock_move (of_id);
CREATE INDEX ix_stock_move_incident_id ON stock_move (incident_id);
CREATE INDEX ix_stock_move_request_id ON stock_move (request_id);
CREATE INDEX ix_stock_move_item_id_id ON stock_move (item_id, id);
CREATE INDEX ix_certificate_person_id ON certificate (person_id);
CREATE INDEX ix_training_held_at ON training (held_at);
CREATE INDEX ix_training_person_person_id ON training_person (person_id);
CREATE INDEX ix_plan_gap_incident_id ON plan_gap (incident_id);
CREATE INDEX ix_plan_gap_revision_id ON plan_gap (revision_id);
CREATE INDEX ix_plan_gap_version_id ON plan_gap (version_id);
CREATE INDEX ix_county_rules_district ON county_rules (district);
CREATE INDEX ix_county_rules_version_id ON county_rules (version_id);
CREATE INDEX ix_budget_change_line_id ON budget_change (line_id);
CREATE INDEX ix_fund_request_budget_line_id ON fund_request (budget_line_id);
CREATE INDEX ix_supply_request_incident_id ON supply_request (incident_id);
CREATE INDEX ix_publicity_held_at ON publicity (held_at);
CREATE INDEX ix_publicity_person_id ON publicity (person_id);
CREATE INDEX ix_research_partner_id ON research (partner_id);
CREATE INDEX ix_typical_case_incident_id ON typical_case (incident_id);
CREATE INDEX ix_typical_case_step_incident_id ON typical_case_step (incident_id);
CREATE INDEX ix_typical_case_step_case_id ON typical_case_step (case_id);
CREATE UNIQUE INDEX uq_risk_assessment_before ON risk_assessment (before_id) WHERE state <> 'withdrawn';
CREATE INDEX ix_inspection_target_result_id ON inspection_target (result_id);
CREATE INDEX ix_inspection_target_subject_id ON inspection_target (subject_id);
CREATE INDEX ix_risk_finding_risk_record_id ON risk_finding (risk_record_id);
CREATE INDEX ix_risk_finding_check_finding_id ON risk_finding_check (finding_id);
CREATE INDEX ix_phone_call_taken_at ON phone_call (taken_at);
CREATE INDEX ix_phone_call_person_id_taken_at ON phone_call (person_id, taken_at);
CREATE INDEX ix_complaint_unmarked ON complaint (batch_id) WHERE kind = 'report' AND NOT reporter_protected;
CREATE INDEX ix_journal_kind_subject_number ON journal (kind, subject, number);
CREATE INDEX ix_journal_row_deleted ON journal_row (row_key) WHERE op = 'delete';
CREATE TRIGGER journal_absence_insert AFTER INSERT ON "absence" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'absence', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'person_id', NEW."person_id", 'starts_at', NEW."starts_at", 'ends_at', NEW."ends_at", 'reason', NEW."reason", 'by', NEW."by", 'at', NEW."at", 'taken_back_at', NEW."taken_back_at") FROM pen; END;
CREATE TRIGGER journal_absence_update AFTER UPDATE ON "absence" WHEN (OLD."id" IS NOT NEW."id" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."starts_at" IS NOT NEW."starts_at" OR OLD."ends_at" IS NOT NEW."ends_at" OR OLD."reason" IS NOT NEW."reason" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."taken_back_at" IS NOT NEW."taken_back_at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'absence', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'person_id', OLD."person_id", 'starts_at', OLD."starts_at", 'ends_at', OLD."ends_at", 'reason', OLD."reason", 'by', OLD."by", 'at', OLD."at", 'taken_back_at', OLD."taken_back_at"), json_object('id', NEW."id", 'person_id', NEW."person_id", 'starts_at', NEW."starts_at", 'ends_at', NEW."ends_at", 'reason', NEW."reason", 'by', NEW."by", 'at', NEW."at", 'taken_back_at', NEW."taken_back_at") FROM pen; END;
CREATE TRIGGER journal_absence_delete AFTER DELETE ON "absence" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'absence', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'person_id', OLD."person_id", 'starts_at', OLD."starts_at", 'ends_at', OLD."ends_at", 'reason', OLD."reason", 'by', OLD."by", 'at', OLD."at", 'taken_back_at', OLD."taken_back_at"), NULL FROM pen; END;
CREATE TRIGGER journal_accountability_insert AFTER INSERT ON "accountability" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'accountability', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'kind', NEW."kind", 'subject_id', NEW."subject_id", 'name', NEW."name", 'basis', NEW."basis", 'case_number', NEW."case_number", 'decision', NEW."decision", 'penalty_cents', NEW."penalty_cents", 'decided_at', NEW."decided_at", 'referred_to', NEW."referred_to", 'referred_at', NEW."referred_at", 'result', NEW."result", 'settled_at', NEW."settled_at", 'settled_by', NEW."settled_by", 'settler_id', NEW."settler_id", 'at', NEW."at", 'by', NEW."by", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_accountability_update AFTER UPDATE ON "accountability" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."kind" IS NOT NEW."kind" OR OLD."subject_id" IS NOT NEW."subject_id" OR OLD."name" IS NOT NEW."name" OR OLD."basis" IS NOT NEW."basis" OR OLD."case_number" IS NOT NEW."case_number" OR OLD."decision" IS NOT NEW."decision" OR OLD."penalty_cents" IS NOT NEW."penalty_cents" OR OLD."decided_at" IS NOT NEW."decided_at" OR OLD."referred_to" IS NOT NEW."referred_to" OR OLD."referred_at" IS NOT NEW."referred_at" OR OLD."result" IS NOT NEW."result" OR OLD."settled_at" IS NOT NEW."settled_at" OR OLD."settled_by" IS NOT NEW."settled_by" OR OLD."settler_id" IS NOT NEW."settler_id" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'accountability', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'kind', OLD."kind", 'subject_id', OLD."subject_id", 'name', OLD."name", 'basis', OLD."basis", 'case_number', OLD."case_number", 'decision', OLD."decision", 'penalty_cents', OLD."penalty_cents", 'decided_at', OLD."decided_at", 'referred_to', OLD."referred_to", 'referred_at', OLD."referred_at", 'result', OLD."result", 'settled_at', OLD."settled_at", 'settled_by', OLD."settled_by", 'settler_id', OLD."settler_id", 'at', OLD."at", 'by', OLD."by", 'version', OLD."version"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'kind', NEW."kind", 'subject_id', NEW."subject_id", 'name', NEW."name", 'basis', NEW."basis", 'case_number', NEW."case_number", 'decision', NEW."decision", 'penalty_cents', NEW."penalty_cents", 'decided_at', NEW."decided_at", 'referred_to', NEW."referred_to", 'referred_at', NEW."referred_at", 'result', NEW."result", 'settled_at', NEW."settled_at", 'settled_by', NEW."settled_by", 'settler_id', NEW."settler_id", 'at', NEW."at", 'by', NEW."by", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_accountability_delete AFTER DELETE ON "accountability" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'accountability', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'kind', OLD."kind", 'subject_id', OLD."subject_id", 'name', OLD."name", 'basis', OLD."basis", 'case_number', OLD."case_number", 'decision', OLD."decision", 'penalty_cents', OLD."penalty_cents", 'decided_at', OLD."decided_at", 'referred_to', OLD."referred_to", 'referred_at', OLD."referred_at", 'result', OLD."result", 'settled_at', OLD."settled_at", 'settled_by', OLD."settled_by", 'settler_id', OLD."settler_id", 'at', OLD."at", 'by', OLD."by", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_alarm_insert AFTER INSERT ON "alarm" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'alarm', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'key', NEW."key", 'kind', NEW."kind", 'about', NEW."about", 'stage', NEW."stage", 'incident_id', NEW."incident_id", 'district', NEW."district", 'group', NEW."group", 'role', NEW."role", 'person_id', NEW."person_id", 'title', NEW."title", 'place', NEW."place", 'todo', NEW."todo", 'act', NEW."act", 'act_id', NEW."act_id", 'act_word', NEW."act_word", 'room', NEW."room", 'priority', NEW."priority", 'version', NEW."version", 'standing', NEW."standing", 'since', NEW."since", 'due_at', NEW."due_at", 'raised_at', NEW."raised_at", 'returned_at', NEW."returned_at", 'cleared_at', NEW."cleared_at", 'step', NEW."step", 'step_at', NEW."step_at", 'reached', NEW."reached", 'reached_names', NEW."reached_names", 'next_to', NEW."next_to", 'next_at', NEW."next_at", 'acknowledged_by', NEW."acknowledged_by", 'acknowledged_at', NEW."acknowledged_at", 'acknowledged_version', NEW."acknowledged_version", 'shelved_by', NEW."shelved_by", 'shelved_why', NEW."shelved_why", 'shelved_until', NEW."shelved_until") FROM pen; END;
CREATE TRIGGER journal_alarm_update AFTER UPDATE ON "alarm" WHEN (OLD."id" IS NOT NEW."id" OR OLD."key" IS NOT NEW."key" OR OLD."kind" IS NOT NEW."kind" OR OLD."about" IS NOT NEW."about" OR OLD."stage" IS NOT NEW."stage" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."district" IS NOT NEW."district" OR OLD."group" IS NOT NEW."group" OR OLD."role" IS NOT NEW."role" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."title" IS NOT NEW."title" OR OLD."place" IS NOT NEW."place" OR OLD."todo" IS NOT NEW."todo" OR OLD."act" IS NOT NEW."act" OR OLD."act_id" IS NOT NEW."act_id" OR OLD."act_word" IS NOT NEW."act_word" OR OLD."room" IS NOT NEW."room" OR OLD."priority" IS NOT NEW."priority" OR OLD."version" IS NOT NEW."version" OR OLD."standing" IS NOT NEW."standing" OR OLD."since" IS NOT NEW."since" OR OLD."due_at" IS NOT NEW."due_at" OR OLD."raised_at" IS NOT NEW."raised_at" OR OLD."returned_at" IS NOT NEW."returned_at" OR OLD."cleared_at" IS NOT NEW."cleared_at" OR OLD."step" IS NOT NEW."step" OR OLD."step_at" IS NOT NEW."step_at" OR OLD."reached" IS NOT NEW."reached" OR OLD."reached_names" IS NOT NEW."reached_names" OR OLD."next_to" IS NOT NEW."next_to" OR OLD."next_at" IS NOT NEW."next_at" OR OLD."acknowledged_by" IS NOT NEW."acknowledged_by" OR OLD."acknowledged_at" IS NOT NEW."acknowledged_at" OR OLD."acknowledged_version" IS NOT NEW."acknowledged_version" OR OLD."shelved_by" IS NOT NEW."shelved_by" OR OLD."shelved_why" IS NOT NEW."shelved_why" OR OLD."shelved_until" IS NOT NEW."shelved_until") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'alarm', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'key', OLD."key", 'kind', OLD."kind", 'about', OLD."about", 'stage', OLD."stage", 'incident_id', OLD."incident_id", 'district', OLD."district", 'group', OLD."group", 'role', OLD."role", 'person_id', OLD."person_id", 'title', OLD."title", 'place', OLD."place", 'todo', OLD."todo", 'act', OLD."act", 'act_id', OLD."act_id", 'act_word', OLD."act_word", 'room', OLD."room", 'priority', OLD."priority", 'version', OLD."version", 'standing', OLD."standing", 'since', OLD."since", 'due_at', OLD."due_at", 'raised_at', OLD."raised_at", 'returned_at', OLD."returned_at", 'cleared_at', OLD."cleared_at", 'step', OLD."step", 'step_at', OLD."step_at", 'reached', OLD."reached", 'reached_names', OLD."reached_names", 'next_to', OLD."next_to", 'next_at', OLD."next_at", 'acknowledged_by', OLD."acknowledged_by", 'acknowledged_at', OLD."acknowledged_at", 'acknowledged_version', OLD."acknowledged_version", 'shelved_by', OLD."shelved_by", 'shelved_why', OLD."shelved_why", 'shelved_until', OLD."shelved_until"), json_object('id', NEW."id", 'key', NEW."key", 'kind', NEW."kind", 'about', NEW."about", 'stage', NEW."stage", 'incident_id', NEW."incident_id", 'district', NEW."district", 'group', NEW."group", 'role', NEW."role", 'person_id', NEW."person_id", 'title', NEW."title", 'place', NEW."place", 'todo', NEW."todo", 'act', NEW."act", 'act_id', NEW."act_id", 'act_word', NEW."act_word", 'room', NEW."room", 'priority', NEW."priority", 'version', NEW."version", 'standing', NEW."standing", 'since', NEW."since", 'due_at', NEW."due_at", 'raised_at', NEW."raised_at", 'returned_at', NEW."returned_at", 'cleared_at', NEW."cleared_at", 'step', NEW."step", 'step_at', NEW."step_at", 'reached', NEW."reached", 'reached_names', NEW."reached_names", 'next_to', NEW."next_to", 'next_at', NEW."next_at", 'acknowledged_by', NEW."acknowledged_by", 'acknowledged_at', NEW."acknowledged_at", 'acknowledged_version', NEW."acknowledged_version", 'shelved_by', NEW."shelved_by", 'shelved_why', NEW."shelved_why", 'shelved_until', NEW."shelved_until") FROM pen; END;
CREATE TRIGGER journal_alarm_delete AFTER DELETE ON "alarm" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'alarm', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'key', OLD."key", 'kind', OLD."kind", 'about', OLD."about", 'stage', OLD."stage", 'incident_id', OLD."incident_id", 'district', OLD."district", 'group', OLD."group", 'role', OLD."role", 'person_id', OLD."person_id", 'title', OLD."title", 'place', OLD."place", 'todo', OLD."todo", 'act', OLD."act", 'act_id', OLD."act_id", 'act_word', OLD."act_word", 'room', OLD."room", 'priority', OLD."priority", 'version', OLD."version", 'standing', OLD."standing", 'since', OLD."since", 'due_at', OLD."due_at", 'raised_at', OLD."raised_at", 'returned_at', OLD."returned_at", 'cleared_at', OLD."cleared_at", 'step', OLD."step", 'step_at', OLD."step_at", 'reached', OLD."reached", 'reached_names', OLD."reached_names", 'next_to', OLD."next_to", 'next_at', OLD."next_at", 'acknowledged_by', OLD."acknowledged_by", 'acknowledged_at', OLD."acknowledged_at", 'acknowledged_version', OLD."acknowledged_version", 'shelved_by', OLD."shelved_by", 'shelved_why', OLD."shelved_why", 'shelved_until', OLD."shelved_until"), NULL FROM pen; END;
CREATE TRIGGER journal_alarm_act_insert AFTER INSERT ON "alarm_act" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'alarm_act', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'alarm_id', NEW."alarm_id", 'incident_id', NEW."incident_id", 'act', NEW."act", 'version', NEW."version", 'priority', NEW."priority", 'step', NEW."step", 'words', NEW."words", 'of_act', NEW."of_act", 'by', NEW."by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_alarm_act_update AFTER UPDATE ON "alarm_act" WHEN (OLD."id" IS NOT NEW."id" OR OLD."alarm_id" IS NOT NEW."alarm_id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."act" IS NOT NEW."act" OR OLD."version" IS NOT NEW."version" OR OLD."priority" IS NOT NEW."priority" OR OLD."step" IS NOT NEW."step" OR OLD."words" IS NOT NEW."words" OR OLD."of_act" IS NOT NEW."of_act" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'alarm_act', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'alarm_id', OLD."alarm_id", 'incident_id', OLD."incident_id", 'act', OLD."act", 'version', OLD."version", 'priority', OLD."priority", 'step', OLD."step", 'words', OLD."words", 'of_act', OLD."of_act", 'by', OLD."by", 'at', OLD."at"), json_object('id', NEW."id", 'alarm_id', NEW."alarm_id", 'incident_id', NEW."incident_id", 'act', NEW."act", 'version', NEW."version", 'priority', NEW."priority", 'step', NEW."step", 'words', NEW."words", 'of_act', NEW."of_act", 'by', NEW."by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_alarm_act_delete AFTER DELETE ON "alarm_act" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'alarm_act', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'alarm_id', OLD."alarm_id", 'incident_id', OLD."incident_id", 'act', OLD."act", 'version', OLD."version", 'priority', OLD."priority", 'step', OLD."step", 'words', OLD."words", 'of_act', OLD."of_act", 'by', OLD."by", 'at', OLD."at"), NULL FROM pen; END;
CREATE TRIGGER journal_alarm_out_insert AFTER INSERT ON "alarm_out" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'alarm_out', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'kind', NEW."kind", 'why', NEW."why", 'by', NEW."by", 'since', NEW."since", 'until', NEW."until", 'ended_by', NEW."ended_by", 'ended_at', NEW."ended_at") FROM pen; END;
CREATE TRIGGER journal_alarm_out_update AFTER UPDATE ON "alarm_out" WHEN (OLD."id" IS NOT NEW."id" OR OLD."kind" IS NOT NEW."kind" OR OLD."why" IS NOT NEW."why" OR OLD."by" IS NOT NEW."by" OR OLD."since" IS NOT NEW."since" OR OLD."until" IS NOT NEW."until" OR OLD."ended_by" IS NOT NEW."ended_by" OR OLD."ended_at" IS NOT NEW."ended_at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'alarm_out', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'kind', OLD."kind", 'why', OLD."why", 'by', OLD."by", 'since', OLD."since", 'until', OLD."until", 'ended_by', OLD."ended_by", 'ended_at', OLD."ended_at"), json_object('id', NEW."id", 'kind', NEW."kind", 'why', NEW."why", 'by', NEW."by", 'since', NEW."since", 'until', NEW."until", 'ended_by', NEW."ended_by", 'ended_at', NEW."ended_at") FROM pen; END;
CREATE TRIGGER journal_alarm_out_delete AFTER DELETE ON "alarm_out" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'alarm_out', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'kind', OLD."kind", 'why', OLD."why", 'by', OLD."by", 'since', OLD."since", 'until', OLD."until", 'ended_by', OLD."ended_by", 'ended_at', OLD."ended_at"), NULL FROM pen; END;
CREATE TRIGGER journal_archive_package_insert AFTER INSERT ON "archive_package" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'archive_package', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'sha256', NEW."sha256", 'size', NEW."size", 'contents', NEW."contents", 'made_at', NEW."made_at", 'made_by', NEW."made_by") FROM pen; END;
CREATE TRIGGER journal_archive_package_update AFTER UPDATE ON "archive_package" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."sha256" IS NOT NEW."sha256" OR OLD."size" IS NOT NEW."size" OR OLD."contents" IS NOT NEW."contents" OR OLD."made_at" IS NOT NEW."made_at" OR OLD."made_by" IS NOT NEW."made_by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'archive_package', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'sha256', OLD."sha256", 'size', OLD."size", 'contents', OLD."contents", 'made_at', OLD."made_at", 'made_by', OLD."made_by"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'sha256', NEW."sha256", 'size', NEW."size", 'contents', NEW."contents", 'made_at', NEW."made_at", 'made_by', NEW."made_by") FROM pen; END;
CREATE TRIGGER journal_archive_package_delete AFTER DELETE ON "archive_package" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'archive_package', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'sha256', OLD."sha256", 'size', OLD."size", 'contents', OLD."contents", 'made_at', OLD."made_at", 'made_by', OLD."made_by"), NULL FROM pen; END;
CREATE TRIGGER journal_attachment_insert AFTER INSERT ON "attachment" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'attachment', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'step_id', NEW."step_id", 'obligation_id', NEW."obligation_id", 'sha256', NEW."sha256", 'name', NEW."name", 'size', NEW."size", 'at', NEW."at", 'by', NEW."by", 'by_id', NEW."by_id", 'removed_at', NEW."removed_at", 'removed_by', NEW."removed_by", 'removed_why', NEW."removed_why") FROM pen; END;
CREATE TRIGGER journal_attachment_update AFTER UPDATE ON "attachment" WHEN (OLD."id" IS NOT NEW."id" OR OLD."step_id" IS NOT NEW."step_id" OR OLD."obligation_id" IS NOT NEW."obligation_id" OR OLD."sha256" IS NOT NEW."sha256" OR OLD."name" IS NOT NEW."name" OR OLD."size" IS NOT NEW."size" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."by_id" IS NOT NEW."by_id" OR OLD."removed_at" IS NOT NEW."removed_at" OR OLD."removed_by" IS NOT NEW."removed_by" OR OLD."removed_why" IS NOT NEW."removed_why") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'attachment', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'step_id', OLD."step_id", 'obligation_id', OLD."obligation_id", 'sha256', OLD."sha256", 'name', OLD."name", 'size', OLD."size", 'at', OLD."at", 'by', OLD."by", 'by_id', OLD."by_id", 'removed_at', OLD."removed_at", 'removed_by', OLD."removed_by", 'removed_why', OLD."removed_why"), json_object('id', NEW."id", 'step_id', NEW."step_id", 'obligation_id', NEW."obligation_id", 'sha256', NEW."sha256", 'name', NEW."name", 'size', NEW."size", 'at', NEW."at", 'by', NEW."by", 'by_id', NEW."by_id", 'removed_at', NEW."removed_at", 'removed_by', NEW."removed_by", 'removed_why', NEW."removed_why") FROM pen; END;
CREATE TRIGGER journal_attachment_delete AFTER DELETE ON "attachment" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'attachment', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'step_id', OLD."step_id", 'obligation_id', OLD."obligation_id", 'sha256', OLD."sha256", 'name', OLD."name", 'size', OLD."size", 'at', OLD."at", 'by', OLD."by", 'by_id', OLD."by_id", 'removed_at', OLD."removed_at", 'removed_by', OLD."removed_by", 'removed_why', OLD."removed_why"), NULL FROM pen; END;
CREATE TRIGGER journal_attendance_insert AFTER INSERT ON "attendance" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'attendance', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'person_id', NEW."person_id", 'at', NEW."at", 'left_at', NEW."left_at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_attendance_update AFTER UPDATE ON "attendance" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."at" IS NOT NEW."at" OR OLD."left_at" IS NOT NEW."left_at" OR OLD."by" IS NOT NEW."by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'attendance', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'person_id', OLD."person_id", 'at', OLD."at", 'left_at', OLD."left_at", 'by', OLD."by"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'person_id', NEW."person_id", 'at', NEW."at", 'left_at', NEW."left_at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_attendance_delete AFTER DELETE ON "attendance" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'attendance', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'person_id', OLD."person_id", 'at', OLD."at", 'left_at', OLD."left_at", 'by', OLD."by"), NULL FROM pen; END;
CREATE TRIGGER journal_batch_insert AFTER INSERT ON "batch" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'batch', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'source', NEW."source", 'file_name', NEW."file_name", 'sha256', NEW."sha256", 'mapping', NEW."mapping", 'state', NEW."state", 'opened_at', NEW."opened_at", 'closed_at', NEW."closed_at", 'opened_by', NEW."opened_by", 'opener_id', NEW."opener_id", 'rows', NEW."rows", 'accepted', NEW."accepted", 'duplicates', NEW."duplicates", 'rejected', NEW."rejected", 'platform_to', NEW."platform_to", 'hotline_to', NEW."hotline_to", 'withdrawn_at', NEW."withdrawn_at", 'withdrawn_by', NEW."withdrawn_by", 'withdrawn_why', NEW."withdrawn_why") FROM pen; END;
CREATE TRIGGER journal_batch_update AFTER UPDATE ON "batch" WHEN (OLD."id" IS NOT NEW."id" OR OLD."source" IS NOT NEW."source" OR OLD."file_name" IS NOT NEW."file_name" OR OLD."sha256" IS NOT NEW."sha256" OR OLD."mapping" IS NOT NEW."mapping" OR OLD."state" IS NOT NEW."state" OR OLD."opened_at" IS NOT NEW."opened_at" OR OLD."closed_at" IS NOT NEW."closed_at" OR OLD."opened_by" IS NOT NEW."opened_by" OR OLD."opener_id" IS NOT NEW."opener_id" OR OLD."rows" IS NOT NEW."rows" OR OLD."accepted" IS NOT NEW."accepted" OR OLD."duplicates" IS NOT NEW."duplicates" OR OLD."rejected" IS NOT NEW."rejected" OR OLD."platform_to" IS NOT NEW."platform_to" OR OLD."hotline_to" IS NOT NEW."hotline_to" OR OLD."withdrawn_at" IS NOT NEW."withdrawn_at" OR OLD."withdrawn_by" IS NOT NEW."withdrawn_by" OR OLD."withdrawn_why" IS NOT NEW."withdrawn_why") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'batch', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'source', OLD."source", 'file_name', OLD."file_name", 'sha256', OLD."sha256", 'mapping', OLD."mapping", 'state', OLD."state", 'opened_at', OLD."opened_at", 'closed_at', OLD."closed_at", 'opened_by', OLD."opened_by", 'opener_id', OLD."opener_id", 'rows', OLD."rows", 'accepted', OLD."accepted", 'duplicates', OLD."duplicates", 'rejected', OLD."rejected", 'platform_to', OLD."platform_to", 'hotline_to', OLD."hotline_to", 'withdrawn_at', OLD."withdrawn_at", 'withdrawn_by', OLD."withdrawn_by", 'withdrawn_why', OLD."withdrawn_why"), json_object('id', NEW."id", 'source', NEW."source", 'file_name', NEW."file_name", 'sha256', NEW."sha256", 'mapping', NEW."mapping", 'state', NEW."state", 'opened_at', NEW."opened_at", 'closed_at', NEW."closed_at", 'opened_by', NEW."opened_by", 'opener_id', NEW."opener_id", 'rows', NEW."rows", 'accepted', NEW."accepted", 'duplicates', NEW."duplicates", 'rejected', NEW."rejected", 'platform_to', NEW."platform_to", 'hotline_to', NEW."hotline_to", 'withdrawn_at', NEW."withdrawn_at", 'withdrawn_by', NEW."withdrawn_by", 'withdrawn_why', NEW."withdrawn_why") FROM pen; END;
CREATE TRIGGER journal_batch_delete AFTER DELETE ON "batch" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'batch', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'source', OLD."source", 'file_name', OLD."file_name", 'sha256', OLD."sha256", 'mapping', OLD."mapping", 'state', OLD."state", 'opened_at', OLD."opened_at", 'closed_at', OLD."closed_at", 'opened_by', OLD."opened_by", 'opener_id', OLD."opener_id", 'rows', OLD."rows", 'accepted', OLD."accepted", 'duplicates', OLD."duplicates", 'rejected', OLD."rejected", 'platform_to', OLD."platform_to", 'hotline_to', OLD."hotline_to", 'withdrawn_at', OLD."withdrawn_at", 'withdrawn_by', OLD."withdrawn_by", 'withdrawn_why', OLD."withdrawn_why"), NULL FROM pen; END;
CREATE TRIGGER journal_budget_change_insert AFTER INSERT ON "budget_change" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'budget_change', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'line_id', NEW."line_id", 'cents', NEW."cents", 'reason', NEW."reason", 'by', NEW."by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_budget_change_update AFTER UPDATE ON "budget_change" WHEN (OLD."id" IS NOT NEW."id" OR OLD."line_id" IS NOT NEW."line_id" OR OLD."cents" IS NOT NEW."cents" OR OLD."reason" IS NOT NEW."reason" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'budget_change', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'line_id', OLD."line_id", 'cents', OLD."cents", 'reason', OLD."reason", 'by', OLD."by", 'at', OLD."at"), json_object('id', NEW."id", 'line_id', NEW."line_id", 'cents', NEW."cents", 'reason', NEW."reason", 'by', NEW."by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_budget_change_delete AFTER DELETE ON "budget_change" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'budget_change', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'line_id', OLD."line_id", 'cents', OLD."cents", 'reason', OLD."reason", 'by', OLD."by", 'at', OLD."at"), NULL FROM pen; END;
CREATE TRIGGER journal_budget_line_insert AFTER INSERT ON "budget_line" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'budget_line', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'year', NEW."year", 'purpose', NEW."purpose", 'cents', NEW."cents", 'note', NEW."note", 'by', NEW."by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_budget_line_update AFTER UPDATE ON "budget_line" WHEN (OLD."id" IS NOT NEW."id" OR OLD."year" IS NOT NEW."year" OR OLD."purpose" IS NOT NEW."purpose" OR OLD."cents" IS NOT NEW."cents" OR OLD."note" IS NOT NEW."note" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'budget_line', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'year', OLD."year", 'purpose', OLD."purpose", 'cents', OLD."cents", 'note', OLD."note", 'by', OLD."by", 'at', OLD."at"), json_object('id', NEW."id", 'year', NEW."year", 'purpose', NEW."purpose", 'cents', NEW."cents", 'note', NEW."note", 'by', NEW."by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_budget_line_delete AFTER DELETE ON "budget_line" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'budget_line', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'year', OLD."year", 'purpose', OLD."purpose", 'cents', OLD."cents", 'note', OLD."note", 'by', OLD."by", 'at', OLD."at"), NULL FROM pen; END;
CREATE TRIGGER journal_call_up_insert AFTER INSERT ON "call_up" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'call_up', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'about', NEW."about", 'kind', NEW."kind", 'subject', NEW."subject", 'person_id', NEW."person_id", 'person', NEW."person", 'number', NEW."number", 'rung_at', NEW."rung_at", 'answered', NEW."answered", 'answer', NEW."answer", 'by', NEW."by", 'by_id', NEW."by_id", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_call_up_update AFTER UPDATE ON "call_up" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."about" IS NOT NEW."about" OR OLD."kind" IS NOT NEW."kind" OR OLD."subject" IS NOT NEW."subject" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."person" IS NOT NEW."person" OR OLD."number" IS NOT NEW."number" OR OLD."rung_at" IS NOT NEW."rung_at" OR OLD."answered" IS NOT NEW."answered" OR OLD."answer" IS NOT NEW."answer" OR OLD."by" IS NOT NEW."by" OR OLD."by_id" IS NOT NEW."by_id" OR OLD."at" IS NOT NEW."at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'call_up', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'about', OLD."about", 'kind', OLD."kind", 'subject', OLD."subject", 'person_id', OLD."person_id", 'person', OLD."person", 'number', OLD."number", 'rung_at', OLD."rung_at", 'answered', OLD."answered", 'answer', OLD."answer", 'by', OLD."by", 'by_id', OLD."by_id", 'at', OLD."at"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'about', NEW."about", 'kind', NEW."kind", 'subject', NEW."subject", 'person_id', NEW."person_id", 'person', NEW."person", 'number', NEW."number", 'rung_at', NEW."rung_at", 'answered', NEW."answered", 'answer', NEW."answer", 'by', NEW."by", 'by_id', NEW."by_id", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_call_up_delete AFTER DELETE ON "call_up" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'call_up', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'about', OLD."about", 'kind', OLD."kind", 'subject', OLD."subject", 'person_id', OLD."person_id", 'person', OLD."person", 'number', OLD."number", 'rung_at', OLD."rung_at", 'answered', OLD."answered", 'answer', OLD."answer", 'by', OLD."by", 'by_id', OLD."by_id", 'at', OLD."at"), NULL FROM pen; END;
CREATE TRIGGER journal_case_act_insert AFTER INSERT ON "case_act" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'case_act', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'case_id', NEW."case_id", 'kind', NEW."kind", 'document', NEW."document", 'words', NEW."words", 'done_at', NEW."done_at", 'clock', NEW."clock", 'due_at', NEW."due_at", 'extended_by', NEW."extended_by", 'extended_at', NEW."extended_at", 'settled_at', NEW."settled_at", 'settled_by', NEW."settled_by", 'outcome', NEW."outcome", 'registered_by', NEW."registered_by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_case_act_update AFTER UPDATE ON "case_act" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."case_id" IS NOT NEW."case_id" OR OLD."kind" IS NOT NEW."kind" OR OLD."document" IS NOT NEW."document" OR OLD."words" IS NOT NEW."words" OR OLD."done_at" IS NOT NEW."done_at" OR OLD."clock" IS NOT NEW."clock" OR OLD."due_at" IS NOT NEW."due_at" OR OLD."extended_by" IS NOT NEW."extended_by" OR OLD."extended_at" IS NOT NEW."extended_at" OR OLD."settled_at" IS NOT NEW."settled_at" OR OLD."settled_by" IS NOT NEW."settled_by" OR OLD."outcome" IS NOT NEW."outcome" OR OLD."registered_by" IS NOT NEW."registered_by" OR OLD."at" IS NOT NEW."at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'case_act', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'case_id', OLD."case_id", 'kind', OLD."kind", 'document', OLD."document", 'words', OLD."words", 'done_at', OLD."done_at", 'clock', OLD."clock", 'due_at', OLD."due_at", 'extended_by', OLD."extended_by", 'extended_at', OLD."extended_at", 'settled_at', OLD."settled_at", 'settled_by', OLD."settled_by", 'outcome', OLD."outcome", 'registered_by', OLD."registered_by", 'at', OLD."at"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'case_id', NEW."case_id", 'kind', NEW."kind", 'document', NEW."document", 'words', NEW."words", 'done_at', NEW."done_at", 'clock', NEW."clock", 'due_at', NEW."due_at", 'extended_by', NEW."extended_by", 'extended_at', NEW."extended_at", 'settled_at', NEW."settled_at", 'settled_by', NEW."settled_by", 'outcome', NEW."outcome", 'registered_by', NEW."registered_by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_case_act_delete AFTER DELETE ON "case_act" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'case_act', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'case_id', OLD."case_id", 'kind', OLD."kind", 'document', OLD."document", 'words', OLD."words", 'done_at', OLD."done_at", 'clock', OLD."clock", 'due_at', OLD."due_at", 'extended_by', OLD."extended_by", 'extended_at', OLD."extended_at", 'settled_at', OLD."settled_at", 'settled_by', OLD."settled_by", 'outcome', OLD."outcome", 'registered_by', OLD."registered_by", 'at', OLD."at"), NULL FROM pen; END;
CREATE TRIGGER journal_case_count_insert AFTER INSERT ON "case_count" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'case_count', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'case_report_id', NEW."case_report_id", 'part', NEW."part", 'label', NEW."label", 'district', NEW."district", 'lat', NEW."lat", 'lon', NEW."lon", 'onset_at', NEW."onset_at", 'number', NEW."number") FROM pen; END;
CREATE TRIGGER journal_case_count_update AFTER UPDATE ON "case_count" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."case_report_id" IS NOT NEW."case_report_id" OR OLD."part" IS NOT NEW."part" OR OLD."label" IS NOT NEW."label" OR OLD."district" IS NOT NEW."district" OR OLD."lat" IS NOT NEW."lat" OR OLD."lon" IS NOT NEW."lon" OR OLD."onset_at" IS NOT NEW."onset_at" OR OLD."number" IS NOT NEW."number") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'case_count', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'case_report_id', OLD."case_report_id", 'part', OLD."part", 'label', OLD."label", 'district', OLD."district", 'lat', OLD."lat", 'lon', OLD."lon", 'onset_at', OLD."onset_at", 'number', OLD."number"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'case_report_id', NEW."case_report_id", 'part', NEW."part", 'label', NEW."label", 'district', NEW."district", 'lat', NEW."lat", 'lon', NEW."lon", 'onset_at', NEW."onset_at", 'number', NEW."number") FROM pen; END;
CREATE TRIGGER journal_case_count_delete AFTER DELETE ON "case_count" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'case_count', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'case_report_id', OLD."case_report_id", 'part', OLD."part", 'label', OLD."label", 'district', OLD."district", 'lat', OLD."lat", 'lon', OLD."lon", 'onset_at', OLD."onset_at", 'number', OLD."number"), NULL FROM pen; END;
CREATE TRIGGER journal_case_file_insert AFTER INSERT ON "case_file" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'case_file', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'number', NEW."number", 'subject_id', NEW."subject_id", 'party', NEW."party", 'cause', NEW."cause", 'handlers', NEW."handlers", 'filed_at', NEW."filed_at", 'state', NEW."state", 'result', NEW."result", 'registered_by', NEW."registered_by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_case_file_update AFTER UPDATE ON "case_file" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."number" IS NOT NEW."number" OR OLD."subject_id" IS NOT NEW."subject_id" OR OLD."party" IS NOT NEW."party" OR OLD."cause" IS NOT NEW."cause" OR OLD."handlers" IS NOT NEW."handlers" OR OLD."filed_at" IS NOT NEW."filed_at" OR OLD."state" IS NOT NEW."state" OR OLD."result" IS NOT NEW."result" OR OLD."registered_by" IS NOT NEW."registered_by" OR OLD."at" IS NOT NEW."at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'case_file', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'number', OLD."number", 'subject_id', OLD."subject_id", 'party', OLD."party", 'cause', OLD."cause", 'handlers', OLD."handlers", 'filed_at', OLD."filed_at", 'state', OLD."state", 'result', OLD."result", 'registered_by', OLD."registered_by", 'at', OLD."at"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'number', NEW."number", 'subject_id', NEW."subject_id", 'party', NEW."party", 'cause', NEW."cause", 'handlers', NEW."handlers", 'filed_at', NEW."filed_at", 'state', NEW."state", 'result', NEW."result", 'registered_by', NEW."registered_by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_case_file_delete AFTER DELETE ON "case_file" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'case_file', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'number', OLD."number", 'subject_id', OLD."subject_id", 'party', OLD."party", 'cause', OLD."cause", 'handlers', OLD."handlers", 'filed_at', OLD."filed_at", 'state', OLD."state", 'result', OLD."result", 'registered_by', OLD."registered_by", 'at', OLD."at"), NULL FROM pen; END;
CREATE TRIGGER journal_case_report_insert AFTER INSERT ON "case_report" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'case_report', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'source', NEW."source", 'as_of', NEW."as_of", 'treated', NEW."treated", 'meal', NEW."meal", 'meal_from', NEW."meal_from", 'meal_to', NEW."meal_to", 'width', NEW."width", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_case_report_update AFTER UPDATE ON "case_report" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."source" IS NOT NEW."source" OR OLD."as_of" IS NOT NEW."as_of" OR OLD."treated" IS NOT NEW."treated" OR OLD."meal" IS NOT NEW."meal" OR OLD."meal_from" IS NOT NEW."meal_from" OR OLD."meal_to" IS NOT NEW."meal_to" OR OLD."width" IS NOT NEW."width" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'case_report', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'source', OLD."source", 'as_of', OLD."as_of", 'treated', OLD."treated", 'meal', OLD."meal", 'meal_from', OLD."meal_from", 'meal_to', OLD."meal_to", 'width', OLD."width", 'at', OLD."at", 'by', OLD."by"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'source', NEW."source", 'as_of', NEW."as_of", 'treated', NEW."treated", 'meal', NEW."meal", 'meal_from', NEW."meal_from", 'meal_to', NEW."meal_to", 'width', NEW."width", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_case_report_delete AFTER DELETE ON "case_report" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'case_report', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'source', OLD."source", 'as_of', OLD."as_of", 'treated', OLD."treated", 'meal', OLD."meal", 'meal_from', OLD."meal_from", 'meal_to', OLD."meal_to", 'width', OLD."width", 'at', OLD."at", 'by', OLD."by"), NULL FROM pen; END;
CREATE TRIGGER journal_certificate_insert AFTER INSERT ON "certificate" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'certificate', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'person_id', NEW."person_id", 'skill', NEW."skill", 'number', NEW."number", 'issued_on', NEW."issued_on", 'expires_on', NEW."expires_on", 'note', NEW."note", 'file_name', NEW."file_name", 'at', NEW."at", 'by', NEW."by", 'corrected_at', NEW."corrected_at", 'corrected_by', NEW."corrected_by", 'revoked_at', NEW."revoked_at", 'revoked_by', NEW."revoked_by", 'revoked_why', NEW."revoked_why", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_certificate_update AFTER UPDATE ON "certificate" WHEN (OLD."id" IS NOT NEW."id" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."skill" IS NOT NEW."skill" OR OLD."number" IS NOT NEW."number" OR OLD."issued_on" IS NOT NEW."issued_on" OR OLD."expires_on" IS NOT NEW."expires_on" OR OLD."note" IS NOT NEW."note" OR OLD."file_name" IS NOT NEW."file_name" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."corrected_at" IS NOT NEW."corrected_at" OR OLD."corrected_by" IS NOT NEW."corrected_by" OR OLD."revoked_at" IS NOT NEW."revoked_at" OR OLD."revoked_by" IS NOT NEW."revoked_by" OR OLD."revoked_why" IS NOT NEW."revoked_why" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'certificate', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'person_id', OLD."person_id", 'skill', OLD."skill", 'number', OLD."number", 'issued_on', OLD."issued_on", 'expires_on', OLD."expires_on", 'note', OLD."note", 'file_name', OLD."file_name", 'at', OLD."at", 'by', OLD."by", 'corrected_at', OLD."corrected_at", 'corrected_by', OLD."corrected_by", 'revoked_at', OLD."revoked_at", 'revoked_by', OLD."revoked_by", 'revoked_why', OLD."revoked_why", 'version', OLD."version"), json_object('id', NEW."id", 'person_id', NEW."person_id", 'skill', NEW."skill", 'number', NEW."number", 'issued_on', NEW."issued_on", 'expires_on', NEW."expires_on", 'note', NEW."note", 'file_name', NEW."file_name", 'at', NEW."at", 'by', NEW."by", 'corrected_at', NEW."corrected_at", 'corrected_by', NEW."corrected_by", 'revoked_at', NEW."revoked_at", 'revoked_by', NEW."revoked_by", 'revoked_why', NEW."revoked_why", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_certificate_delete AFTER DELETE ON "certificate" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'certificate', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'person_id', OLD."person_id", 'skill', OLD."skill", 'number', OLD."number", 'issued_on', OLD."issued_on", 'expires_on', OLD."expires_on", 'note', OLD."note", 'file_name', OLD."file_name", 'at', OLD."at", 'by', OLD."by", 'corrected_at', OLD."corrected_at", 'corrected_by', OLD."corrected_by", 'revoked_at', OLD."revoked_at", 'revoked_by', OLD."revoked_by", 'revoked_why', OLD."revoked_why", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_complainant_update AFTER UPDATE ON "complainant" WHEN (OLD."complaint_id" IS NOT NEW."complaint_id" OR OLD."name" IS NOT NEW."name" OR OLD."phone" IS NOT NEW."phone" OR OLD."id_type" IS NOT NEW."id_type" OR OLD."id_number" IS NOT NEW."id_number" OR OLD."address" IS NOT NEW."address") AND NOT EXISTS (SELECT 1 FROM complaint c JOIN batch b ON b.id = c.batch_id WHERE c.id = NEW.complaint_id AND b.state = 'open' AND b.closed_at IS NULL) BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'complainant', CAST(NEW."complaint_id" AS TEXT), 'update', json_object('complaint_id', OLD."complaint_id", 'name', OLD."name", 'phone', OLD."phone", 'id_type', OLD."id_type", 'id_number', OLD."id_number", 'address', OLD."address"), json_object('complaint_id', NEW."complaint_id", 'name', NEW."name", 'phone', NEW."phone", 'id_type', NEW."id_type", 'id_number', NEW."id_number", 'address', NEW."address") FROM pen; END;
CREATE TRIGGER journal_complainant_delete AFTER DELETE ON "complainant" WHEN NOT EXISTS (SELECT 1 FROM complaint c JOIN batch b ON b.id = c.batch_id WHERE c.id = OLD.complaint_id AND b.state = 'open' AND b.closed_at IS NULL) BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'complainant', CAST(OLD."complaint_id" AS TEXT), 'delete', json_object('complaint_id', OLD."complaint_id", 'name', OLD."name", 'phone', OLD."phone", 'id_type', OLD."id_type", 'id_number', OLD."id_number", 'address', OLD."address"), NULL FROM pen; END;
CREATE TRIGGER journal_complaint_update AFTER UPDATE ON "complaint" WHEN (OLD."id" IS NOT NEW."id" OR OLD."number" IS NOT NEW."number" OR OLD."batch_id" IS NOT NEW."batch_id" OR OLD."source" IS NOT NEW."source" OR OLD."kind" IS NOT NEW."kind" OR OLD."channel" IS NOT NEW."channel" OR OLD."registered_at" IS NOT NEW."registered_at" OR OLD."recorded_at" IS NOT NEW."recorded_at" OR OLD."title" IS NOT NEW."title" OR OLD."text" IS NOT NEW."text" OR OLD."category" IS NOT NEW."category" OR OLD."problem" IS NOT NEW."problem" OR OLD."district" IS NOT NEW."district" OR OLD."town" IS NOT NEW."town" OR OLD."subject_id" IS NOT NEW."subject_id" OR OLD."brand" IS NOT NEW."brand" OR OLD."goods" IS NOT NEW."goods" OR OLD."amount_cents" IS NOT NEW."amount_cents" OR OLD."online" IS NOT NEW."online" OR OLD."special_group" IS NOT NEW."special_group" OR OLD."other_province" IS NOT NEW."other_province" OR OLD."urgency" IS NOT NEW."urgency" OR OLD."lat" IS NOT NEW."lat" OR OLD."lon" IS NOT NEW."lon" OR OLD."precision" IS NOT NEW."precision" OR OLD."person_key" IS NOT NEW."person_key" OR OLD."status" IS NOT NEW."status" OR OLD."finished_at" IS NOT NEW."finished_at" OR OLD."outcome" IS NOT NEW."outcome" OR OLD."recovered_cents" IS NOT NEW."recovered_cents" OR OLD."office" IS NOT NEW."office" OR OLD."amount_words" IS NOT NEW."amount_words" OR OLD."unread" IS NOT NEW."unread") AND NOT EXISTS (SELECT 1 FROM batch b WHERE b.id = NEW.batch_id AND b.state = 'open' AND b.closed_at IS NULL) BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'complaint', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'number', OLD."number", 'batch_id', OLD."batch_id", 'source', OLD."source", 'kind', OLD."kind", 'channel', OLD."channel", 'registered_at', OLD."registered_at", 'recorded_at', OLD."recorded_at", 'title', OLD."title", 'text', OLD."text", 'category', OLD."category", 'problem', OLD."problem", 'district', OLD."district", 'town', OLD."town", 'subject_id', OLD."subject_id", 'brand', OLD."brand", 'goods', OLD."goods", 'amount_cents', OLD."amount_cents", 'online', OLD."online", 'special_group', OLD."special_group", 'other_province', OLD."other_province", 'urgency', OLD."urgency", 'lat', OLD."lat", 'lon', OLD."lon", 'precision', OLD."precision", 'person_key', OLD."person_key", 'reporter_protected', OLD."reporter_protected", 'status', OLD."status", 'finished_at', OLD."finished_at", 'outcome', OLD."outcome", 'recovered_cents', OLD."recovered_cents", 'office', OLD."office", 'amount_words', OLD."amount_words", 'unread', OLD."unread"), json_object('id', NEW."id", 'number', NEW."number", 'batch_id', NEW."batch_id", 'source', NEW."source", 'kind', NEW."kind", 'channel', NEW."channel", 'registered_at', NEW."registered_at", 'recorded_at', NEW."recorded_at", 'title', NEW."title", 'text', NEW."text", 'category', NEW."category", 'problem', NEW."problem", 'district', NEW."district", 'town', NEW."town", 'subject_id', NEW."subject_id", 'brand', NEW."brand", 'goods', NEW."goods", 'amount_cents', NEW."amount_cents", 'online', NEW."online", 'special_group', NEW."special_group", 'other_province', NEW."other_province", 'urgency', NEW."urgency", 'lat', NEW."lat", 'lon', NEW."lon", 'precision', NEW."precision", 'person_key', NEW."person_key", 'reporter_protected', NEW."reporter_protected", 'status', NEW."status", 'finished_at', NEW."finished_at", 'outcome', NEW."outcome", 'recovered_cents', NEW."recovered_cents", 'office', NEW."office", 'amount_words', NEW."amount_words", 'unread', NEW."unread") FROM pen; END;
CREATE TRIGGER journal_complaint_delete AFTER DELETE ON "complaint" WHEN NOT EXISTS (SELECT 1 FROM batch b WHERE b.id = OLD.batch_id AND b.state = 'open' AND b.closed_at IS NULL) BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'complaint', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'number', OLD."number", 'batch_id', OLD."batch_id", 'source', OLD."source", 'kind', OLD."kind", 'channel', OLD."channel", 'registered_at', OLD."registered_at", 'recorded_at', OLD."recorded_at", 'title', OLD."title", 'text', OLD."text", 'category', OLD."category", 'problem', OLD."problem", 'district', OLD."district", 'town', OLD."town", 'subject_id', OLD."subject_id", 'brand', OLD."brand", 'goods', OLD."goods", 'amount_cents', OLD."amount_cents", 'online', OLD."online", 'special_group', OLD."special_group", 'other_province', OLD."other_province", 'urgency', OLD."urgency", 'lat', OLD."lat", 'lon', OLD."lon", 'precision', OLD."precision", 'person_key', OLD."person_key", 'reporter_protected', OLD."reporter_protected", 'status', OLD."status", 'finished_at', OLD."finished_at", 'outcome', OLD."outcome", 'recovered_cents', OLD."recovered_cents", 'office', OLD."office", 'amount_words', OLD."amount_words", 'unread', OLD."unread"), NULL FROM pen; END;
CREATE TRIGGER journal_complaint_correction_insert AFTER INSERT ON "complaint_correction" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'complaint_correction', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'complaint_id', NEW."complaint_id", 'batch_id', NEW."batch_id", 'fields', NEW."fields", 'line', NEW."line", 'at', NEW."at", 'by', NEW."by", 'undone_at', NEW."undone_at") FROM pen; END;
CREATE TRIGGER journal_complaint_correction_update AFTER UPDATE ON "complaint_correction" WHEN (OLD."id" IS NOT NEW."id" OR OLD."complaint_id" IS NOT NEW."complaint_id" OR OLD."batch_id" IS NOT NEW."batch_id" OR OLD."fields" IS NOT NEW."fields" OR OLD."line" IS NOT NEW."line" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."undone_at" IS NOT NEW."undone_at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'complaint_correction', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'complaint_id', OLD."complaint_id", 'batch_id', OLD."batch_id", 'fields', OLD."fields", 'line', OLD."line", 'at', OLD."at", 'by', OLD."by", 'undone_at', OLD."undone_at"), json_object('id', NEW."id", 'complaint_id', NEW."complaint_id", 'batch_id', NEW."batch_id", 'fields', NEW."fields", 'line', NEW."line", 'at', NEW."at", 'by', NEW."by", 'undone_at', NEW."undone_at") FROM pen; END;
CREATE TRIGGER journal_complaint_correction_delete AFTER DELETE ON "complaint_correction" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'complaint_correction', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'complaint_id', OLD."complaint_id", 'batch_id', OLD."batch_id", 'fields', OLD."fields", 'line', OLD."line", 'at', OLD."at", 'by', OLD."by", 'undone_at', OLD."undone_at"), NULL FROM pen; END;
CREATE TRIGGER journal_complaint_event_insert AFTER INSERT ON "complaint_event" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'complaint_event', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'complaint_id', NEW."complaint_id", 'kind', NEW."kind", 'done_on', NEW."done_on", 'words', NEW."words", 'approved_by', NEW."approved_by", 'recovered_cents', NEW."recovered_cents", 'handler_id', NEW."handler_id", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_complaint_event_update AFTER UPDATE ON "complaint_event" WHEN (OLD."id" IS NOT NEW."id" OR OLD."complaint_id" IS NOT NEW."complaint_id" OR OLD."kind" IS NOT NEW."kind" OR OLD."done_on" IS NOT NEW."done_on" OR OLD."words" IS NOT NEW."words" OR OLD."approved_by" IS NOT NEW."approved_by" OR OLD."recovered_cents" IS NOT NEW."recovered_cents" OR OLD."handler_id" IS NOT NEW."handler_id" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'complaint_event', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'complaint_id', OLD."complaint_id", 'kind', OLD."kind", 'done_on', OLD."done_on", 'words', OLD."words", 'approved_by', OLD."approved_by", 'recovered_cents', OLD."recovered_cents", 'handler_id', OLD."handler_id", 'at', OLD."at", 'by', OLD."by"), json_object('id', NEW."id", 'complaint_id', NEW."complaint_id", 'kind', NEW."kind", 'done_on', NEW."done_on", 'words', NEW."words", 'approved_by', NEW."approved_by", 'recovered_cents', NEW."recovered_cents", 'handler_id', NEW."handler_id", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_complaint_event_delete AFTER DELETE ON "complaint_event" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'complaint_event', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'complaint_id', OLD."complaint_id", 'kind', OLD."kind", 'done_on', OLD."done_on", 'words', OLD."words", 'approved_by', OLD."approved_by", 'recovered_cents', OLD."recovered_cents", 'handler_id', OLD."handler_id", 'at', OLD."at", 'by', OLD."by"), NULL FROM pen; END;
CREATE TRIGGER journal_complaint_flag_insert AFTER INSERT ON "complaint_flag" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'complaint_flag', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'complaint_id', NEW."complaint_id", 'incident_id', NEW."incident_id", 'kind', NEW."kind", 'words', NEW."words", 'at', NEW."at", 'by', NEW."by", 'lifted_at', NEW."lifted_at", 'lifted_by', NEW."lifted_by", 'lifted_why', NEW."lifted_why") FROM pen; END;
CREATE TRIGGER journal_complaint_flag_update AFTER UPDATE ON "complaint_flag" WHEN (OLD."id" IS NOT NEW."id" OR OLD."complaint_id" IS NOT NEW."complaint_id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."kind" IS NOT NEW."kind" OR OLD."words" IS NOT NEW."words" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."lifted_at" IS NOT NEW."lifted_at" OR OLD."lifted_by" IS NOT NEW."lifted_by" OR OLD."lifted_why" IS NOT NEW."lifted_why") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'complaint_flag', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'complaint_id', OLD."complaint_id", 'incident_id', OLD."incident_id", 'kind', OLD."kind", 'words', OLD."words", 'at', OLD."at", 'by', OLD."by", 'lifted_at', OLD."lifted_at", 'lifted_by', OLD."lifted_by", 'lifted_why', OLD."lifted_why"), json_object('id', NEW."id", 'complaint_id', NEW."complaint_id", 'incident_id', NEW."incident_id", 'kind', NEW."kind", 'words', NEW."words", 'at', NEW."at", 'by', NEW."by", 'lifted_at', NEW."lifted_at", 'lifted_by', NEW."lifted_by", 'lifted_why', NEW."lifted_why") FROM pen; END;
CREATE TRIGGER journal_complaint_flag_delete AFTER DELETE ON "complaint_flag" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'complaint_flag', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'complaint_id', OLD."complaint_id", 'incident_id', OLD."incident_id", 'kind', OLD."kind", 'words', OLD."words", 'at', OLD."at", 'by', OLD."by", 'lifted_at', OLD."lifted_at", 'lifted_by', OLD."lifted_by", 'lifted_why', OLD."lifted_why"), NULL FROM pen; END;
CREATE TRIGGER journal_complaint_handling_insert AFTER INSERT ON "complaint_handling" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'complaint_handling', CAST(NEW."complaint_id" AS TEXT), 'insert', NULL, json_object('complaint_id', NEW."complaint_id", 'state', NEW."state", 'accepted_at', NEW."accepted_at", 'declined_at', NEW."declined_at", 'mediation_ended_at', NEW."mediation_ended_at", 'closed_at', NEW."closed_at", 'clock', NEW."clock", 'due_at', NEW."due_at", 'recovered_cents', NEW."recovered_cents", 'handler_id', NEW."handler_id", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_complaint_handling_update AFTER UPDATE ON "complaint_handling" WHEN (OLD."complaint_id" IS NOT NEW."complaint_id" OR OLD."state" IS NOT NEW."state" OR OLD."accepted_at" IS NOT NEW."accepted_at" OR OLD."declined_at" IS NOT NEW."declined_at" OR OLD."mediation_ended_at" IS NOT NEW."mediation_ended_at" OR OLD."closed_at" IS NOT NEW."closed_at" OR OLD."clock" IS NOT NEW."clock" OR OLD."due_at" IS NOT NEW."due_at" OR OLD."recovered_cents" IS NOT NEW."recovered_cents" OR OLD."handler_id" IS NOT NEW."handler_id" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'complaint_handling', CAST(NEW."complaint_id" AS TEXT), 'update', json_object('complaint_id', OLD."complaint_id", 'state', OLD."state", 'accepted_at', OLD."accepted_at", 'declined_at', OLD."declined_at", 'mediation_ended_at', OLD."mediation_ended_at", 'closed_at', OLD."closed_at", 'clock', OLD."clock", 'due_at', OLD."due_at", 'recovered_cents', OLD."recovered_cents", 'handler_id', OLD."handler_id", 'version', OLD."version"), json_object('complaint_id', NEW."complaint_id", 'state', NEW."state", 'accepted_at', NEW."accepted_at", 'declined_at', NEW."declined_at", 'mediation_ended_at', NEW."mediation_ended_at", 'closed_at', NEW."closed_at", 'clock', NEW."clock", 'due_at', NEW."due_at", 'recovered_cents', NEW."recovered_cents", 'handler_id', NEW."handler_id", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_complaint_handling_delete AFTER DELETE ON "complaint_handling" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'complaint_handling', CAST(OLD."complaint_id" AS TEXT), 'delete', json_object('complaint_id', OLD."complaint_id", 'state', OLD."state", 'accepted_at', OLD."accepted_at", 'declined_at', OLD."declined_at", 'mediation_ended_at', OLD."mediation_ended_at", 'closed_at', OLD."closed_at", 'clock', OLD."clock", 'due_at', OLD."due_at", 'recovered_cents', OLD."recovered_cents", 'handler_id', OLD."handler_id", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_complaint_link_insert AFTER INSERT ON "complaint_link" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'complaint_link', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'first_id', NEW."first_id", 'second_id', NEW."second_id", 'similarity', NEW."similarity", 'at', NEW."at", 'by', NEW."by", 'undone_at', NEW."undone_at", 'undone_by', NEW."undone_by", 'undone_why', NEW."undone_why") FROM pen; END;
CREATE TRIGGER journal_complaint_link_update AFTER UPDATE ON "complaint_link" WHEN (OLD."id" IS NOT NEW."id" OR OLD."first_id" IS NOT NEW."first_id" OR OLD."second_id" IS NOT NEW."second_id" OR OLD."similarity" IS NOT NEW."similarity" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."undone_at" IS NOT NEW."undone_at" OR OLD."undone_by" IS NOT NEW."undone_by" OR OLD."undone_why" IS NOT NEW."undone_why") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'complaint_link', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'first_id', OLD."first_id", 'second_id', OLD."second_id", 'similarity', OLD."similarity", 'at', OLD."at", 'by', OLD."by", 'undone_at', OLD."undone_at", 'undone_by', OLD."undone_by", 'undone_why', OLD."undone_why"), json_object('id', NEW."id", 'first_id', NEW."first_id", 'second_id', NEW."second_id", 'similarity', NEW."similarity", 'at', NEW."at", 'by', NEW."by", 'undone_at', NEW."undone_at", 'undone_by', NEW."undone_by", 'undone_why', NEW."undone_why") FROM pen; END;
CREATE TRIGGER journal_complaint_link_delete AFTER DELETE ON "complaint_link" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'complaint_link', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'first_id', OLD."first_id", 'second_id', OLD."second_id", 'similarity', OLD."similarity", 'at', OLD."at", 'by', OLD."by", 'undone_at', OLD."undone_at", 'undone_by', OLD."undone_by", 'undone_why', OLD."undone_why"), NULL FROM pen; END;
CREATE TRIGGER journal_consultation_insert AFTER INSERT ON "consultation" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'consultation', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'held_at', NEW."held_at", 'place', NEW."place", 'chair', NEW."chair", 'members', NEW."members", 'question', NEW."question", 'opinions', NEW."opinions", 'conclusion', NEW."conclusion", 'recorded_by', NEW."recorded_by", 'at', NEW."at", 'meeting_id', NEW."meeting_id") FROM pen; END;
CREATE TRIGGER journal_consultation_update AFTER UPDATE ON "consultation" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."held_at" IS NOT NEW."held_at" OR OLD."place" IS NOT NEW."place" OR OLD."chair" IS NOT NEW."chair" OR OLD."members" IS NOT NEW."members" OR OLD."question" IS NOT NEW."question" OR OLD."opinions" IS NOT NEW."opinions" OR OLD."conclusion" IS NOT NEW."conclusion" OR OLD."recorded_by" IS NOT NEW."recorded_by" OR OLD."at" IS NOT NEW."at" OR OLD."meeting_id" IS NOT NEW."meeting_id") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'consultation', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'held_at', OLD."held_at", 'place', OLD."place", 'chair', OLD."chair", 'members', OLD."members", 'question', OLD."question", 'opinions', OLD."opinions", 'conclusion', OLD."conclusion", 'recorded_by', OLD."recorded_by", 'at', OLD."at", 'meeting_id', OLD."meeting_id"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'held_at', NEW."held_at", 'place', NEW."place", 'chair', NEW."chair", 'members', NEW."members", 'question', NEW."question", 'opinions', NEW."opinions", 'conclusion', NEW."conclusion", 'recorded_by', NEW."recorded_by", 'at', NEW."at", 'meeting_id', NEW."meeting_id") FROM pen; END;
CREATE TRIGGER journal_consultation_delete AFTER DELETE ON "consultation" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'consultation', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'held_at', OLD."held_at", 'place', OLD."place", 'chair', OLD."chair", 'members', OLD."members", 'question', OLD."question", 'opinions', OLD."opinions", 'conclusion', OLD."conclusion", 'recorded_by', OLD."recorded_by", 'at', OLD."at", 'meeting_id', OLD."meeting_id"), NULL FROM pen; END;
CREATE TRIGGER journal_county_rules_insert AFTER INSERT ON "county_rules" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'county_rules', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'district', NEW."district", 'title', NEW."title", 'adopted_on', NEW."adopted_on", 'words', NEW."words", 'filed_by', NEW."filed_by", 'at', NEW."at", 'version_id', NEW."version_id", 'sha256', NEW."sha256", 'file_name', NEW."file_name", 'receipt', NEW."receipt", 'received_by', NEW."received_by", 'received_at', NEW."received_at") FROM pen; END;
CREATE TRIGGER journal_county_rules_update AFTER UPDATE ON "county_rules" WHEN (OLD."id" IS NOT NEW."id" OR OLD."district" IS NOT NEW."district" OR OLD."title" IS NOT NEW."title" OR OLD."adopted_on" IS NOT NEW."adopted_on" OR OLD."words" IS NOT NEW."words" OR OLD."filed_by" IS NOT NEW."filed_by" OR OLD."at" IS NOT NEW."at" OR OLD."version_id" IS NOT NEW."version_id" OR OLD."sha256" IS NOT NEW."sha256" OR OLD."file_name" IS NOT NEW."file_name" OR OLD."receipt" IS NOT NEW."receipt" OR OLD."received_by" IS NOT NEW."received_by" OR OLD."received_at" IS NOT NEW."received_at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'county_rules', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'district', OLD."district", 'title', OLD."title", 'adopted_on', OLD."adopted_on", 'words', OLD."words", 'filed_by', OLD."filed_by", 'at', OLD."at", 'version_id', OLD."version_id", 'sha256', OLD."sha256", 'file_name', OLD."file_name", 'receipt', OLD."receipt", 'received_by', OLD."received_by", 'received_at', OLD."received_at"), json_object('id', NEW."id", 'district', NEW."district", 'title', NEW."title", 'adopted_on', NEW."adopted_on", 'words', NEW."words", 'filed_by', NEW."filed_by", 'at', NEW."at", 'version_id', NEW."version_id", 'sha256', NEW."sha256", 'file_name', NEW."file_name", 'receipt', NEW."receipt", 'received_by', NEW."received_by", 'received_at', NEW."received_at") FROM pen; END;
CREATE TRIGGER journal_county_rules_delete AFTER DELETE ON "county_rules" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'county_rules', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'district', OLD."district", 'title', OLD."title", 'adopted_on', OLD."adopted_on", 'words', OLD."words", 'filed_by', OLD."filed_by", 'at', OLD."at", 'version_id', OLD."version_id", 'sha256', OLD."sha256", 'file_name', OLD."file_name", 'receipt', OLD."receipt", 'received_by', OLD."received_by", 'received_at', OLD."received_at"), NULL FROM pen; END;
CREATE TRIGGER journal_custody_insert AFTER INSERT ON "custody" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'custody', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'evidence_id', NEW."evidence_id", 'from_holder', NEW."from_holder", 'to_holder', NEW."to_holder", 'place', NEW."place", 'reason', NEW."reason", 'handed_at', NEW."handed_at", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_custody_update AFTER UPDATE ON "custody" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."evidence_id" IS NOT NEW."evidence_id" OR OLD."from_holder" IS NOT NEW."from_holder" OR OLD."to_holder" IS NOT NEW."to_holder" OR OLD."place" IS NOT NEW."place" OR OLD."reason" IS NOT NEW."reason" OR OLD."handed_at" IS NOT NEW."handed_at" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'custody', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'evidence_id', OLD."evidence_id", 'from_holder', OLD."from_holder", 'to_holder', OLD."to_holder", 'place', OLD."place", 'reason', OLD."reason", 'handed_at', OLD."handed_at", 'at', OLD."at", 'by', OLD."by"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'evidence_id', NEW."evidence_id", 'from_holder', NEW."from_holder", 'to_holder', NEW."to_holder", 'place', NEW."place", 'reason', NEW."reason", 'handed_at', NEW."handed_at", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_custody_delete AFTER DELETE ON "custody" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'custody', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'evidence_id', OLD."evidence_id", 'from_holder', OLD."from_holder", 'to_holder', OLD."to_holder", 'place', OLD."place", 'reason', OLD."reason", 'handed_at', OLD."handed_at", 'at', OLD."at", 'by', OLD."by"), NULL FROM pen; END;
CREATE TRIGGER journal_delegation_insert AFTER INSERT ON "delegation" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'delegation', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'to_person', NEW."to_person", 'valid_from', NEW."valid_from", 'valid_until', NEW."valid_until", 'reason', NEW."reason", 'by', NEW."by", 'at', NEW."at", 'revoked_at', NEW."revoked_at", 'revoked_by', NEW."revoked_by") FROM pen; END;
CREATE TRIGGER journal_delegation_update AFTER UPDATE ON "delegation" WHEN (OLD."id" IS NOT NEW."id" OR OLD."to_person" IS NOT NEW."to_person" OR OLD."valid_from" IS NOT NEW."valid_from" OR OLD."valid_until" IS NOT NEW."valid_until" OR OLD."reason" IS NOT NEW."reason" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."revoked_at" IS NOT NEW."revoked_at" OR OLD."revoked_by" IS NOT NEW."revoked_by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'delegation', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'to_person', OLD."to_person", 'valid_from', OLD."valid_from", 'valid_until', OLD."valid_until", 'reason', OLD."reason", 'by', OLD."by", 'at', OLD."at", 'revoked_at', OLD."revoked_at", 'revoked_by', OLD."revoked_by"), json_object('id', NEW."id", 'to_person', NEW."to_person", 'valid_from', NEW."valid_from", 'valid_until', NEW."valid_until", 'reason', NEW."reason", 'by', NEW."by", 'at', NEW."at", 'revoked_at', NEW."revoked_at", 'revoked_by', NEW."revoked_by") FROM pen; END;
CREATE TRIGGER journal_delegation_delete AFTER DELETE ON "delegation" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'delegation', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'to_person', OLD."to_person", 'valid_from', OLD."valid_from", 'valid_until', OLD."valid_until", 'reason', OLD."reason", 'by', OLD."by", 'at', OLD."at", 'revoked_at', OLD."revoked_at", 'revoked_by', OLD."revoked_by"), NULL FROM pen; END;
CREATE TRIGGER journal_delivery_insert AFTER INSERT ON "delivery" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'delivery', CAST(NEW."key" AS TEXT), 'insert', NULL, json_object('key', NEW."key", 'kind', NEW."kind", 'login', NEW."login", 'line', NEW."line", 'claimed_at', NEW."claimed_at", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_delivery_update AFTER UPDATE ON "delivery" WHEN (OLD."key" IS NOT NEW."key" OR OLD."kind" IS NOT NEW."kind" OR OLD."login" IS NOT NEW."login" OR OLD."line" IS NOT NEW."line" OR OLD."claimed_at" IS NOT NEW."claimed_at" OR OLD."at" IS NOT NEW."at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'delivery', CAST(NEW."key" AS TEXT), 'update', json_object('key', OLD."key", 'kind', OLD."kind", 'login', OLD."login", 'line', OLD."line", 'claimed_at', OLD."claimed_at", 'at', OLD."at"), json_object('key', NEW."key", 'kind', NEW."kind", 'login', NEW."login", 'line', NEW."line", 'claimed_at', NEW."claimed_at", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_delivery_delete AFTER DELETE ON "delivery" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'delivery', CAST(OLD."key" AS TEXT), 'delete', json_object('key', OLD."key", 'kind', OLD."kind", 'login', OLD."login", 'line', OLD."line", 'claimed_at', OLD."claimed_at", 'at', OLD."at"), NULL FROM pen; END;
CREATE TRIGGER journal_directive_insert AFTER INSERT ON "directive" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'directive', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'from_person', NEW."from_person", 'from_post', NEW."from_post", 'document', NEW."document", 'words', NEW."words", 'directed_at', NEW."directed_at", 'registered_at', NEW."registered_at", 'registered_by', NEW."registered_by", 'group', NEW."group", 'to_person', NEW."to_person", 'due_at', NEW."due_at", 'received_at', NEW."received_at", 'received_by', NEW."received_by", 'result', NEW."result", 'done_at', NEW."done_at", 'done_by', NEW."done_by", 'reported_at', NEW."reported_at", 'reported_way', NEW."reported_way", 'reported_by', NEW."reported_by") FROM pen; END;
CREATE TRIGGER journal_directive_update AFTER UPDATE ON "directive" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."from_person" IS NOT NEW."from_person" OR OLD."from_post" IS NOT NEW."from_post" OR OLD."document" IS NOT NEW."document" OR OLD."words" IS NOT NEW."words" OR OLD."directed_at" IS NOT NEW."directed_at" OR OLD."registered_at" IS NOT NEW."registered_at" OR OLD."registered_by" IS NOT NEW."registered_by" OR OLD."group" IS NOT NEW."group" OR OLD."to_person" IS NOT NEW."to_person" OR OLD."due_at" IS NOT NEW."due_at" OR OLD."received_at" IS NOT NEW."received_at" OR OLD."received_by" IS NOT NEW."received_by" OR OLD."result" IS NOT NEW."result" OR OLD."done_at" IS NOT NEW."done_at" OR OLD."done_by" IS NOT NEW."done_by" OR OLD."reported_at" IS NOT NEW."reported_at" OR OLD."reported_way" IS NOT NEW."reported_way" OR OLD."reported_by" IS NOT NEW."reported_by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'directive', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'from_person', OLD."from_person", 'from_post', OLD."from_post", 'document', OLD."document", 'words', OLD."words", 'directed_at', OLD."directed_at", 'registered_at', OLD."registered_at", 'registered_by', OLD."registered_by", 'group', OLD."group", 'to_person', OLD."to_person", 'due_at', OLD."due_at", 'received_at', OLD."received_at", 'received_by', OLD."received_by", 'result', OLD."result", 'done_at', OLD."done_at", 'done_by', OLD."done_by", 'reported_at', OLD."reported_at", 'reported_way', OLD."reported_way", 'reported_by', OLD."reported_by"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'from_person', NEW."from_person", 'from_post', NEW."from_post", 'document', NEW."document", 'words', NEW."words", 'directed_at', NEW."directed_at", 'registered_at', NEW."registered_at", 'registered_by', NEW."registered_by", 'group', NEW."group", 'to_person', NEW."to_person", 'due_at', NEW."due_at", 'received_at', NEW."received_at", 'received_by', NEW."received_by", 'result', NEW."result", 'done_at', NEW."done_at", 'done_by', NEW."done_by", 'reported_at', NEW."reported_at", 'reported_way', NEW."reported_way", 'reported_by', NEW."reported_by") FROM pen; END;
CREATE TRIGGER journal_directive_delete AFTER DELETE ON "directive" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'directive', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'from_person', OLD."from_person", 'from_post', OLD."from_post", 'document', OLD."document", 'words', OLD."words", 'directed_at', OLD."directed_at", 'registered_at', OLD."registered_at", 'registered_by', OLD."registered_by", 'group', OLD."group", 'to_person', OLD."to_person", 'due_at', OLD."due_at", 'received_at', OLD."received_at", 'received_by', OLD."received_by", 'result', OLD."result", 'done_at', OLD."done_at", 'done_by', OLD."done_by", 'reported_at', OLD."reported_at", 'reported_way', OLD."reported_way", 'reported_by', OLD."reported_by"), NULL FROM pen; END;
CREATE TRIGGER journal_drill_insert AFTER INSERT ON "drill" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'drill', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'title', NEW."title", 'mode', NEW."mode", 'blind', NEW."blind", 'source', NEW."source", 'conductor', NEW."conductor", 'conductor_name', NEW."conductor_name", 'observers', NEW."observers", 'players', NEW."players", 'bureau', NEW."bureau", 'founded_from', NEW."founded_from", 'founded_micros', NEW."founded_micros", 'begins_at', NEW."begins_at", 'until', NEW."until", 'script', NEW."script", 'rules', NEW."rules") FROM pen; END;
CREATE TRIGGER journal_drill_update AFTER UPDATE ON "drill" WHEN (OLD."id" IS NOT NEW."id" OR OLD."title" IS NOT NEW."title" OR OLD."mode" IS NOT NEW."mode" OR OLD."blind" IS NOT NEW."blind" OR OLD."source" IS NOT NEW."source" OR OLD."conductor" IS NOT NEW."conductor" OR OLD."conductor_name" IS NOT NEW."conductor_name" OR OLD."observers" IS NOT NEW."observers" OR OLD."players" IS NOT NEW."players" OR OLD."bureau" IS NOT NEW."bureau" OR OLD."founded_from" IS NOT NEW."founded_from" OR OLD."founded_micros" IS NOT NEW."founded_micros" OR OLD."begins_at" IS NOT NEW."begins_at" OR OLD."until" IS NOT NEW."until" OR OLD."script" IS NOT NEW."script" OR OLD."rules" IS NOT NEW."rules") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'drill', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'title', OLD."title", 'mode', OLD."mode", 'blind', OLD."blind", 'source', OLD."source", 'conductor', OLD."conductor", 'conductor_name', OLD."conductor_name", 'observers', OLD."observers", 'players', OLD."players", 'bureau', OLD."bureau", 'founded_from', OLD."founded_from", 'founded_micros', OLD."founded_micros", 'begins_at', OLD."begins_at", 'until', OLD."until", 'script', OLD."script", 'rules', OLD."rules"), json_object('id', NEW."id", 'title', NEW."title", 'mode', NEW."mode", 'blind', NEW."blind", 'source', NEW."source", 'conductor', NEW."conductor", 'conductor_name', NEW."conductor_name", 'observers', NEW."observers", 'players', NEW."players", 'bureau', NEW."bureau", 'founded_from', NEW."founded_from", 'founded_micros', NEW."founded_micros", 'begins_at', NEW."begins_at", 'until', NEW."until", 'script', NEW."script", 'rules', NEW."rules") FROM pen; END;
CREATE TRIGGER journal_drill_delete AFTER DELETE ON "drill" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'drill', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'title', OLD."title", 'mode', OLD."mode", 'blind', OLD."blind", 'source', OLD."source", 'conductor', OLD."conductor", 'conductor_name', OLD."conductor_name", 'observers', OLD."observers", 'players', OLD."players", 'bureau', OLD."bureau", 'founded_from', OLD."founded_from", 'founded_micros', OLD."founded_micros", 'begins_at', OLD."begins_at", 'until', OLD."until", 'script', OLD."script", 'rules', OLD."rules"), NULL FROM pen; END;
CREATE TRIGGER journal_drill_act_insert AFTER INSERT ON "drill_act" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'drill_act', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'kind', NEW."kind", 'inject_id', NEW."inject_id", 'speed', NEW."speed", 'words', NEW."words", 'real_micros', NEW."real_micros", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_drill_act_update AFTER UPDATE ON "drill_act" WHEN (OLD."id" IS NOT NEW."id" OR OLD."kind" IS NOT NEW."kind" OR OLD."inject_id" IS NOT NEW."inject_id" OR OLD."speed" IS NOT NEW."speed" OR OLD."words" IS NOT NEW."words" OR OLD."real_micros" IS NOT NEW."real_micros" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'drill_act', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'kind', OLD."kind", 'inject_id', OLD."inject_id", 'speed', OLD."speed", 'words', OLD."words", 'real_micros', OLD."real_micros", 'at', OLD."at", 'by', OLD."by"), json_object('id', NEW."id", 'kind', NEW."kind", 'inject_id', NEW."inject_id", 'speed', NEW."speed", 'words', NEW."words", 'real_micros', NEW."real_micros", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_drill_act_delete AFTER DELETE ON "drill_act" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'drill_act', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'kind', OLD."kind", 'inject_id', OLD."inject_id", 'speed', OLD."speed", 'words', OLD."words", 'real_micros', OLD."real_micros", 'at', OLD."at", 'by', OLD."by"), NULL FROM pen; END;
CREATE TRIGGER journal_drill_inject_insert AFTER INSERT ON "drill_inject" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'drill_inject', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'at', NEW."at", 'kind', NEW."kind", 'title', NEW."title", 'words', NEW."words", 'to_role', NEW."to_role", 'to_group', NEW."to_group", 'to_district', NEW."to_district", 'to_login', NEW."to_login", 'payload', NEW."payload", 'signs', NEW."signs", 'limit_minutes', NEW."limit_minutes", 'clause', NEW."clause", 'points', NEW."points", 'carried_out_at', NEW."carried_out_at", 'skipped_at', NEW."skipped_at", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_drill_inject_update AFTER UPDATE ON "drill_inject" WHEN (OLD."id" IS NOT NEW."id" OR OLD."at" IS NOT NEW."at" OR OLD."kind" IS NOT NEW."kind" OR OLD."title" IS NOT NEW."title" OR OLD."words" IS NOT NEW."words" OR OLD."to_role" IS NOT NEW."to_role" OR OLD."to_group" IS NOT NEW."to_group" OR OLD."to_district" IS NOT NEW."to_district" OR OLD."to_login" IS NOT NEW."to_login" OR OLD."payload" IS NOT NEW."payload" OR OLD."signs" IS NOT NEW."signs" OR OLD."limit_minutes" IS NOT NEW."limit_minutes" OR OLD."clause" IS NOT NEW."clause" OR OLD."points" IS NOT NEW."points" OR OLD."carried_out_at" IS NOT NEW."carried_out_at" OR OLD."skipped_at" IS NOT NEW."skipped_at" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'drill_inject', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'at', OLD."at", 'kind', OLD."kind", 'title', OLD."title", 'words', OLD."words", 'to_role', OLD."to_role", 'to_group', OLD."to_group", 'to_district', OLD."to_district", 'to_login', OLD."to_login", 'payload', OLD."payload", 'signs', OLD."signs", 'limit_minutes', OLD."limit_minutes", 'clause', OLD."clause", 'points', OLD."points", 'carried_out_at', OLD."carried_out_at", 'skipped_at', OLD."skipped_at", 'version', OLD."version"), json_object('id', NEW."id", 'at', NEW."at", 'kind', NEW."kind", 'title', NEW."title", 'words', NEW."words", 'to_role', NEW."to_role", 'to_group', NEW."to_group", 'to_district', NEW."to_district", 'to_login', NEW."to_login", 'payload', NEW."payload", 'signs', NEW."signs", 'limit_minutes', NEW."limit_minutes", 'clause', NEW."clause", 'points', NEW."points", 'carried_out_at', NEW."carried_out_at", 'skipped_at', NEW."skipped_at", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_drill_inject_delete AFTER DELETE ON "drill_inject" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'drill_inject', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'at', OLD."at", 'kind', OLD."kind", 'title', OLD."title", 'words', OLD."words", 'to_role', OLD."to_role", 'to_group', OLD."to_group", 'to_district', OLD."to_district", 'to_login', OLD."to_login", 'payload', OLD."payload", 'signs', OLD."signs", 'limit_minutes', OLD."limit_minutes", 'clause', OLD."clause", 'points', OLD."points", 'carried_out_at', OLD."carried_out_at", 'skipped_at', OLD."skipped_at", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_drill_measure_insert AFTER INSERT ON "drill_measure" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'drill_measure', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'record_id', NEW."record_id", 'words', NEW."words", 'group', NEW."group", 'due_at', NEW."due_at", 'at', NEW."at", 'by', NEW."by", 'done_at', NEW."done_at", 'done_by', NEW."done_by", 'done_words', NEW."done_words", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_drill_measure_update AFTER UPDATE ON "drill_measure" WHEN (OLD."id" IS NOT NEW."id" OR OLD."record_id" IS NOT NEW."record_id" OR OLD."words" IS NOT NEW."words" OR OLD."group" IS NOT NEW."group" OR OLD."due_at" IS NOT NEW."due_at" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."done_at" IS NOT NEW."done_at" OR OLD."done_by" IS NOT NEW."done_by" OR OLD."done_words" IS NOT NEW."done_words" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'drill_measure', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'record_id', OLD."record_id", 'words', OLD."words", 'group', OLD."group", 'due_at', OLD."due_at", 'at', OLD."at", 'by', OLD."by", 'done_at', OLD."done_at", 'done_by', OLD."done_by", 'done_words', OLD."done_words", 'version', OLD."version"), json_object('id', NEW."id", 'record_id', NEW."record_id", 'words', NEW."words", 'group', NEW."group", 'due_at', NEW."due_at", 'at', NEW."at", 'by', NEW."by", 'done_at', NEW."done_at", 'done_by', NEW."done_by", 'done_words', NEW."done_words", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_drill_measure_delete AFTER DELETE ON "drill_measure" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'drill_measure', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'record_id', OLD."record_id", 'words', OLD."words", 'group', OLD."group", 'due_at', OLD."due_at", 'at', OLD."at", 'by', OLD."by", 'done_at', OLD."done_at", 'done_by', OLD."done_by", 'done_words', OLD."done_words", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_drill_record_insert AFTER INSERT ON "drill_record" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'drill_record', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'title', NEW."title", 'mode', NEW."mode", 'planned_for', NEW."planned_for", 'planned_at', NEW."planned_at", 'planned_by', NEW."planned_by", 'called_off_why', NEW."called_off_why", 'called_off_at', NEW."called_off_at", 'called_off_by', NEW."called_off_by", 'held_at', NEW."held_at", 'ended_at', NEW."ended_at", 'source', NEW."source", 'conductor', NEW."conductor", 'players', NEW."players", 'score', NEW."score", 'full', NEW."full", 'findings', NEW."findings", 'store', NEW."store", 'number', NEW."number", 'head', NEW."head", 'paper', NEW."paper", 'recorded_at', NEW."recorded_at", 'recorded_by', NEW."recorded_by", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_drill_record_update AFTER UPDATE ON "drill_record" WHEN (OLD."id" IS NOT NEW."id" OR OLD."title" IS NOT NEW."title" OR OLD."mode" IS NOT NEW."mode" OR OLD."planned_for" IS NOT NEW."planned_for" OR OLD."planned_at" IS NOT NEW."planned_at" OR OLD."planned_by" IS NOT NEW."planned_by" OR OLD."called_off_why" IS NOT NEW."called_off_why" OR OLD."called_off_at" IS NOT NEW."called_off_at" OR OLD."called_off_by" IS NOT NEW."called_off_by" OR OLD."held_at" IS NOT NEW."held_at" OR OLD."ended_at" IS NOT NEW."ended_at" OR OLD."source" IS NOT NEW."source" OR OLD."conductor" IS NOT NEW."conductor" OR OLD."players" IS NOT NEW."players" OR OLD."score" IS NOT NEW."score" OR OLD."full" IS NOT NEW."full" OR OLD."findings" IS NOT NEW."findings" OR OLD."store" IS NOT NEW."store" OR OLD."number" IS NOT NEW."number" OR OLD."head" IS NOT NEW."head" OR OLD."paper" IS NOT NEW."paper" OR OLD."recorded_at" IS NOT NEW."recorded_at" OR OLD."recorded_by" IS NOT NEW."recorded_by" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'drill_record', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'title', OLD."title", 'mode', OLD."mode", 'planned_for', OLD."planned_for", 'planned_at', OLD."planned_at", 'planned_by', OLD."planned_by", 'called_off_why', OLD."called_off_why", 'called_off_at', OLD."called_off_at", 'called_off_by', OLD."called_off_by", 'held_at', OLD."held_at", 'ended_at', OLD."ended_at", 'source', OLD."source", 'conductor', OLD."conductor", 'players', OLD."players", 'score', OLD."score", 'full', OLD."full", 'findings', OLD."findings", 'store', OLD."store", 'number', OLD."number", 'head', OLD."head", 'paper', OLD."paper", 'recorded_at', OLD."recorded_at", 'recorded_by', OLD."recorded_by", 'version', OLD."version"), json_object('id', NEW."id", 'title', NEW."title", 'mode', NEW."mode", 'planned_for', NEW."planned_for", 'planned_at', NEW."planned_at", 'planned_by', NEW."planned_by", 'called_off_why', NEW."called_off_why", 'called_off_at', NEW."called_off_at", 'called_off_by', NEW."called_off_by", 'held_at', NEW."held_at", 'ended_at', NEW."ended_at", 'source', NEW."source", 'conductor', NEW."conductor", 'players', NEW."players", 'score', NEW."score", 'full', NEW."full", 'findings', NEW."findings", 'store', NEW."store", 'number', NEW."number", 'head', NEW."head", 'paper', NEW."paper", 'recorded_at', NEW."recorded_at", 'recorded_by', NEW."recorded_by", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_drill_record_delete AFTER DELETE ON "drill_record" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'drill_record', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'title', OLD."title", 'mode', OLD."mode", 'planned_for', OLD."planned_for", 'planned_at', OLD."planned_at", 'planned_by', OLD."planned_by", 'called_off_why', OLD."called_off_why", 'called_off_at', OLD."called_off_at", 'called_off_by', OLD."called_off_by", 'held_at', OLD."held_at", 'ended_at', OLD."ended_at", 'source', OLD."source", 'conductor', OLD."conductor", 'players', OLD."players", 'score', OLD."score", 'full', OLD."full", 'findings', OLD."findings", 'store', OLD."store", 'number', OLD."number", 'head', OLD."head", 'paper', OLD."paper", 'recorded_at', OLD."recorded_at", 'recorded_by', OLD."recorded_by", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_duty_insert AFTER INSERT ON "duty" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'duty', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'day', NEW."day", 'role', NEW."role", 'person_id', NEW."person_id", 'starts_at', NEW."starts_at", 'ends_at', NEW."ends_at") FROM pen; END;
CREATE TRIGGER journal_duty_update AFTER UPDATE ON "duty" WHEN (OLD."id" IS NOT NEW."id" OR OLD."day" IS NOT NEW."day" OR OLD."role" IS NOT NEW."role" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."starts_at" IS NOT NEW."starts_at" OR OLD."ends_at" IS NOT NEW."ends_at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'duty', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'day', OLD."day", 'role', OLD."role", 'person_id', OLD."person_id", 'starts_at', OLD."starts_at", 'ends_at', OLD."ends_at"), json_object('id', NEW."id", 'day', NEW."day", 'role', NEW."role", 'person_id', NEW."person_id", 'starts_at', NEW."starts_at", 'ends_at', NEW."ends_at") FROM pen; END;
CREATE TRIGGER journal_duty_delete AFTER DELETE ON "duty" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'duty', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'day', OLD."day", 'role', OLD."role", 'person_id', OLD."person_id", 'starts_at', OLD."starts_at", 'ends_at', OLD."ends_at"), NULL FROM pen; END;
CREATE TRIGGER journal_duty_log_insert AFTER INSERT ON "duty_log" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'duty_log', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'kind', NEW."kind", 'happened_at', NEW."happened_at", 'unit', NEW."unit", 'name', NEW."name", 'post', NEW."post", 'phone', NEW."phone", 'text', NEW."text", 'told', NEW."told", 'incident_id', NEW."incident_id", 'at', NEW."at", 'by', NEW."by", 'by_id', NEW."by_id", 'follow', NEW."follow", 'closed_at', NEW."closed_at", 'closed_by', NEW."closed_by", 'closed_words', NEW."closed_words") FROM pen; END;
CREATE TRIGGER journal_duty_log_update AFTER UPDATE ON "duty_log" WHEN (OLD."id" IS NOT NEW."id" OR OLD."kind" IS NOT NEW."kind" OR OLD."happened_at" IS NOT NEW."happened_at" OR OLD."unit" IS NOT NEW."unit" OR OLD."name" IS NOT NEW."name" OR OLD."post" IS NOT NEW."post" OR OLD."phone" IS NOT NEW."phone" OR OLD."text" IS NOT NEW."text" OR OLD."told" IS NOT NEW."told" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."by_id" IS NOT NEW."by_id" OR OLD."follow" IS NOT NEW."follow" OR OLD."closed_at" IS NOT NEW."closed_at" OR OLD."closed_by" IS NOT NEW."closed_by" OR OLD."closed_words" IS NOT NEW."closed_words") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'duty_log', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'kind', OLD."kind", 'happened_at', OLD."happened_at", 'unit', OLD."unit", 'name', OLD."name", 'post', OLD."post", 'phone', OLD."phone", 'text', OLD."text", 'told', OLD."told", 'incident_id', OLD."incident_id", 'at', OLD."at", 'by', OLD."by", 'by_id', OLD."by_id", 'follow', OLD."follow", 'closed_at', OLD."closed_at", 'closed_by', OLD."closed_by", 'closed_words', OLD."closed_words"), json_object('id', NEW."id", 'kind', NEW."kind", 'happened_at', NEW."happened_at", 'unit', NEW."unit", 'name', NEW."name", 'post', NEW."post", 'phone', NEW."phone", 'text', NEW."text", 'told', NEW."told", 'incident_id', NEW."incident_id", 'at', NEW."at", 'by', NEW."by", 'by_id', NEW."by_id", 'follow', NEW."follow", 'closed_at', NEW."closed_at", 'closed_by', NEW."closed_by", 'closed_words', NEW."closed_words") FROM pen; END;
CREATE TRIGGER journal_duty_log_delete AFTER DELETE ON "duty_log" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'duty_log', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'kind', OLD."kind", 'happened_at', OLD."happened_at", 'unit', OLD."unit", 'name', OLD."name", 'post', OLD."post", 'phone', OLD."phone", 'text', OLD."text", 'told', OLD."told", 'incident_id', OLD."incident_id", 'at', OLD."at", 'by', OLD."by", 'by_id', OLD."by_id", 'follow', OLD."follow", 'closed_at', OLD."closed_at", 'closed_by', OLD."closed_by", 'closed_words', OLD."closed_words"), NULL FROM pen; END;
CREATE TRIGGER journal_duty_note_insert AFTER INSERT ON "duty_note" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'duty_note', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'duty', NEW."duty", 'reason', NEW."reason", 'at', NEW."at", 'by', NEW."by", 'withdrawn_at', NEW."withdrawn_at", 'withdrawn_by', NEW."withdrawn_by") FROM pen; END;
CREATE TRIGGER journal_duty_note_update AFTER UPDATE ON "duty_note" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."duty" IS NOT NEW."duty" OR OLD."reason" IS NOT NEW."reason" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."withdrawn_at" IS NOT NEW."withdrawn_at" OR OLD."withdrawn_by" IS NOT NEW."withdrawn_by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'duty_note', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'duty', OLD."duty", 'reason', OLD."reason", 'at', OLD."at", 'by', OLD."by", 'withdrawn_at', OLD."withdrawn_at", 'withdrawn_by', OLD."withdrawn_by"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'duty', NEW."duty", 'reason', NEW."reason", 'at', NEW."at", 'by', NEW."by", 'withdrawn_at', NEW."withdrawn_at", 'withdrawn_by', NEW."withdrawn_by") FROM pen; END;
CREATE TRIGGER journal_duty_note_delete AFTER DELETE ON "duty_note" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'duty_note', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'duty', OLD."duty", 'reason', OLD."reason", 'at', OLD."at", 'by', OLD."by", 'withdrawn_at', OLD."withdrawn_at", 'withdrawn_by', OLD."withdrawn_by"), NULL FROM pen; END;
CREATE TRIGGER journal_evidence_insert AFTER INSERT ON "evidence" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'evidence', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'number', NEW."number", 'kind', NEW."kind", 'title', NEW."title", 'description', NEW."description", 'collectors', NEW."collectors", 'collected_at', NEW."collected_at", 'place', NEW."place", 'subject_id', NEW."subject_id", 'step_id', NEW."step_id", 'obligation_id', NEW."obligation_id", 'case_id', NEW."case_id", 'sha256', NEW."sha256", 'stored', NEW."stored", 'name', NEW."name", 'size', NEW."size", 'carrier', NEW."carrier", 'amends', NEW."amends", 'registered_by', NEW."registered_by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_evidence_update AFTER UPDATE ON "evidence" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."number" IS NOT NEW."number" OR OLD."kind" IS NOT NEW."kind" OR OLD."title" IS NOT NEW."title" OR OLD."description" IS NOT NEW."description" OR OLD."collectors" IS NOT NEW."collectors" OR OLD."collected_at" IS NOT NEW."collected_at" OR OLD."place" IS NOT NEW."place" OR OLD."subject_id" IS NOT NEW."subject_id" OR OLD."step_id" IS NOT NEW."step_id" OR OLD."obligation_id" IS NOT NEW."obligation_id" OR OLD."case_id" IS NOT NEW."case_id" OR OLD."sha256" IS NOT NEW."sha256" OR OLD."stored" IS NOT NEW."stored" OR OLD."name" IS NOT NEW."name" OR OLD."size" IS NOT NEW."size" OR OLD."carrier" IS NOT NEW."carrier" OR OLD."amends" IS NOT NEW."amends" OR OLD."registered_by" IS NOT NEW."registered_by" OR OLD."at" IS NOT NEW."at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'evidence', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'number', OLD."number", 'kind', OLD."kind", 'title', OLD."title", 'description', OLD."description", 'collectors', OLD."collectors", 'collected_at', OLD."collected_at", 'place', OLD."place", 'subject_id', OLD."subject_id", 'step_id', OLD."step_id", 'obligation_id', OLD."obligation_id", 'case_id', OLD."case_id", 'sha256', OLD."sha256", 'stored', OLD."stored", 'name', OLD."name", 'size', OLD."size", 'carrier', OLD."carrier", 'amends', OLD."amends", 'registered_by', OLD."registered_by", 'at', OLD."at"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'number', NEW."number", 'kind', NEW."kind", 'title', NEW."title", 'description', NEW."description", 'collectors', NEW."collectors", 'collected_at', NEW."collected_at", 'place', NEW."place", 'subject_id', NEW."subject_id", 'step_id', NEW."step_id", 'obligation_id', NEW."obligation_id", 'case_id', NEW."case_id", 'sha256', NEW."sha256", 'stored', NEW."stored", 'name', NEW."name", 'size', NEW."size", 'carrier', NEW."carrier", 'amends', NEW."amends", 'registered_by', NEW."registered_by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_evidence_delete AFTER DELETE ON "evidence" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'evidence', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'number', OLD."number", 'kind', OLD."kind", 'title', OLD."title", 'description', OLD."description", 'collectors', OLD."collectors", 'collected_at', OLD."collected_at", 'place', OLD."place", 'subject_id', OLD."subject_id", 'step_id', OLD."step_id", 'obligation_id', OLD."obligation_id", 'case_id', OLD."case_id", 'sha256', OLD."sha256", 'stored', OLD."stored", 'name', OLD."name", 'size', OLD."size", 'carrier', OLD."carrier", 'amends', OLD."amends", 'registered_by', OLD."registered_by", 'at', OLD."at"), NULL FROM pen; END;
CREATE TRIGGER journal_fund_request_insert AFTER INSERT ON "fund_request" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'fund_request', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'budget_line_id', NEW."budget_line_id", 'item', NEW."item", 'money_cents', NEW."money_cents", 'reason', NEW."reason", 'asked_by', NEW."asked_by", 'asked_by_id', NEW."asked_by_id", 'asked_from', NEW."asked_from", 'asked_at', NEW."asked_at", 'state', NEW."state", 'approved_by', NEW."approved_by", 'approved_at', NEW."approved_at", 'over_budget', NEW."over_budget", 'handled_by', NEW."handled_by", 'handled_at', NEW."handled_at", 'note', NEW."note", 'spent_cents', NEW."spent_cents", 'voucher', NEW."voucher") FROM pen; END;
CREATE TRIGGER journal_fund_request_update AFTER UPDATE ON "fund_request" WHEN (OLD."id" IS NOT NEW."id" OR OLD."budget_line_id" IS NOT NEW."budget_line_id" OR OLD."item" IS NOT NEW."item" OR OLD."money_cents" IS NOT NEW."money_cents" OR OLD."reason" IS NOT NEW."reason" OR OLD."asked_by" IS NOT NEW."asked_by" OR OLD."asked_by_id" IS NOT NEW."asked_by_id" OR OLD."asked_from" IS NOT NEW."asked_from" OR OLD."asked_at" IS NOT NEW."asked_at" OR OLD."state" IS NOT NEW."state" OR OLD."approved_by" IS NOT NEW."approved_by" OR OLD."approved_at" IS NOT NEW."approved_at" OR OLD."over_budget" IS NOT NEW."over_budget" OR OLD."handled_by" IS NOT NEW."handled_by" OR OLD."handled_at" IS NOT NEW."handled_at" OR OLD."note" IS NOT NEW."note" OR OLD."spent_cents" IS NOT NEW."spent_cents" OR OLD."voucher" IS NOT NEW."voucher") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'fund_request', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'budget_line_id', OLD."budget_line_id", 'item', OLD."item", 'money_cents', OLD."money_cents", 'reason', OLD."reason", 'asked_by', OLD."asked_by", 'asked_by_id', OLD."asked_by_id", 'asked_from', OLD."asked_from", 'asked_at', OLD."asked_at", 'state', OLD."state", 'approved_by', OLD."approved_by", 'approved_at', OLD."approved_at", 'over_budget', OLD."over_budget", 'handled_by', OLD."handled_by", 'handled_at', OLD."handled_at", 'note', OLD."note", 'spent_cents', OLD."spent_cents", 'voucher', OLD."voucher"), json_object('id', NEW."id", 'budget_line_id', NEW."budget_line_id", 'item', NEW."item", 'money_cents', NEW."money_cents", 'reason', NEW."reason", 'asked_by', NEW."asked_by", 'asked_by_id', NEW."asked_by_id", 'asked_from', NEW."asked_from", 'asked_at', NEW."asked_at", 'state', NEW."state", 'approved_by', NEW."approved_by", 'approved_at', NEW."approved_at", 'over_budget', NEW."over_budget", 'handled_by', NEW."handled_by", 'handled_at', NEW."handled_at", 'note', NEW."note", 'spent_cents', NEW."spent_cents", 'voucher', NEW."voucher") FROM pen; END;
CREATE TRIGGER journal_fund_request_delete AFTER DELETE ON "fund_request" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'fund_request', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'budget_line_id', OLD."budget_line_id", 'item', OLD."item", 'money_cents', OLD."money_cents", 'reason', OLD."reason", 'asked_by', OLD."asked_by", 'asked_by_id', OLD."asked_by_id", 'asked_from', OLD."asked_from", 'asked_at', OLD."asked_at", 'state', OLD."state", 'approved_by', OLD."approved_by", 'approved_at', OLD."approved_at", 'over_budget', OLD."over_budget", 'handled_by', OLD."handled_by", 'handled_at', OLD."handled_at", 'note', OLD."note", 'spent_cents', OLD."spent_cents", 'voucher', OLD."voucher"), NULL FROM pen; END;
CREATE TRIGGER journal_handover_insert AFTER INSERT ON "handover" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'handover', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'kind', NEW."kind", 'incident_id', NEW."incident_id", 'group', NEW."group", 'from_person', NEW."from_person", 'to_person', NEW."to_person", 'to_organ', NEW."to_organ", 'items', NEW."items", 'words', NEW."words", 'given_at', NEW."given_at", 'given_by', NEW."given_by", 'given_by_id', NEW."given_by_id", 'received_at', NEW."received_at", 'received_by', NEW."received_by", 'refused_why', NEW."refused_why", 'refused_at', NEW."refused_at", 'refused_by', NEW."refused_by") FROM pen; END;
CREATE TRIGGER journal_handover_update AFTER UPDATE ON "handover" WHEN (OLD."id" IS NOT NEW."id" OR OLD."kind" IS NOT NEW."kind" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."group" IS NOT NEW."group" OR OLD."from_person" IS NOT NEW."from_person" OR OLD."to_person" IS NOT NEW."to_person" OR OLD."to_organ" IS NOT NEW."to_organ" OR OLD."items" IS NOT NEW."items" OR OLD."words" IS NOT NEW."words" OR OLD."given_at" IS NOT NEW."given_at" OR OLD."given_by" IS NOT NEW."given_by" OR OLD."given_by_id" IS NOT NEW."given_by_id" OR OLD."received_at" IS NOT NEW."received_at" OR OLD."received_by" IS NOT NEW."received_by" OR OLD."refused_why" IS NOT NEW."refused_why" OR OLD."refused_at" IS NOT NEW."refused_at" OR OLD."refused_by" IS NOT NEW."refused_by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'handover', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'kind', OLD."kind", 'incident_id', OLD."incident_id", 'group', OLD."group", 'from_person', OLD."from_person", 'to_person', OLD."to_person", 'to_organ', OLD."to_organ", 'items', OLD."items", 'words', OLD."words", 'given_at', OLD."given_at", 'given_by', OLD."given_by", 'given_by_id', OLD."given_by_id", 'received_at', OLD."received_at", 'received_by', OLD."received_by", 'refused_why', OLD."refused_why", 'refused_at', OLD."refused_at", 'refused_by', OLD."refused_by"), json_object('id', NEW."id", 'kind', NEW."kind", 'incident_id', NEW."incident_id", 'group', NEW."group", 'from_person', NEW."from_person", 'to_person', NEW."to_person", 'to_organ', NEW."to_organ", 'items', NEW."items", 'words', NEW."words", 'given_at', NEW."given_at", 'given_by', NEW."given_by", 'given_by_id', NEW."given_by_id", 'received_at', NEW."received_at", 'received_by', NEW."received_by", 'refused_why', NEW."refused_why", 'refused_at', NEW."refused_at", 'refused_by', NEW."refused_by") FROM pen; END;
CREATE TRIGGER journal_handover_delete AFTER DELETE ON "handover" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'handover', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'kind', OLD."kind", 'incident_id', OLD."incident_id", 'group', OLD."group", 'from_person', OLD."from_person", 'to_person', OLD."to_person", 'to_organ', OLD."to_organ", 'items', OLD."items", 'words', OLD."words", 'given_at', OLD."given_at", 'given_by', OLD."given_by", 'given_by_id', OLD."given_by_id", 'received_at', OLD."received_at", 'received_by', OLD."received_by", 'refused_why', OLD."refused_why", 'refused_at', OLD."refused_at", 'refused_by', OLD."refused_by"), NULL FROM pen; END;
CREATE TRIGGER journal_incident_insert AFTER INSERT ON "incident" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'incident', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'title', NEW."title", 'public_title', NEW."public_title", 'topic', NEW."topic", 'kind', NEW."kind", 'categories', NEW."categories", 'state', NEW."state", 'grade', NEW."grade", 'response', NEW."response", 'plan_version_id', NEW."plan_version_id", 'summary', NEW."summary", 'brand', NEW."brand", 'districts', NEW."districts", 'occurred_at', NEW."occurred_at", 'known_at', NEW."known_at", 'received_at', NEW."received_at", 'received_by_way', NEW."received_by_way", 'verified_at', NEW."verified_at", 'activated_at', NEW."activated_at", 'expected_days', NEW."expected_days", 'measures', NEW."measures", 'registered_by', NEW."registered_by", 'verified_by', NEW."verified_by", 'ended_at', NEW."ended_at", 'closed_at', NEW."closed_at", 'closed_by', NEW."closed_by", 'merged_into', NEW."merged_into", 'transferred_to', NEW."transferred_to", 'released_name', NEW."released_name", 'named_why', NEW."named_why", 'named_by', NEW."named_by", 'named_at', NEW."named_at", 'pinned_at', NEW."pinned_at", 'pinned_by', NEW."pinned_by", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_incident_update AFTER UPDATE ON "incident" WHEN (OLD."id" IS NOT NEW."id" OR OLD."title" IS NOT NEW."title" OR OLD."public_title" IS NOT NEW."public_title" OR OLD."topic" IS NOT NEW."topic" OR OLD."kind" IS NOT NEW."kind" OR OLD."categories" IS NOT NEW."categories" OR OLD."state" IS NOT NEW."state" OR OLD."grade" IS NOT NEW."grade" OR OLD."response" IS NOT NEW."response" OR OLD."plan_version_id" IS NOT NEW."plan_version_id" OR OLD."summary" IS NOT NEW."summary" OR OLD."brand" IS NOT NEW."brand" OR OLD."districts" IS NOT NEW."districts" OR OLD."occurred_at" IS NOT NEW."occurred_at" OR OLD."known_at" IS NOT NEW."known_at" OR OLD."received_at" IS NOT NEW."received_at" OR OLD."received_by_way" IS NOT NEW."received_by_way" OR OLD."verified_at" IS NOT NEW."verified_at" OR OLD."activated_at" IS NOT NEW."activated_at" OR OLD."expected_days" IS NOT NEW."expected_days" OR OLD."measures" IS NOT NEW."measures" OR OLD."registered_by" IS NOT NEW."registered_by" OR OLD."verified_by" IS NOT NEW."verified_by" OR OLD."ended_at" IS NOT NEW."ended_at" OR OLD."closed_at" IS NOT NEW."closed_at" OR OLD."closed_by" IS NOT NEW."closed_by" OR OLD."merged_into" IS NOT NEW."merged_into" OR OLD."transferred_to" IS NOT NEW."transferred_to" OR OLD."released_name" IS NOT NEW."released_name" OR OLD."named_why" IS NOT NEW."named_why" OR OLD."named_by" IS NOT NEW."named_by" OR OLD."named_at" IS NOT NEW."named_at" OR OLD."pinned_at" IS NOT NEW."pinned_at" OR OLD."pinned_by" IS NOT NEW."pinned_by" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'incident', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'title', OLD."title", 'public_title', OLD."public_title", 'topic', OLD."topic", 'kind', OLD."kind", 'categories', OLD."categories", 'state', OLD."state", 'grade', OLD."grade", 'response', OLD."response", 'plan_version_id', OLD."plan_version_id", 'summary', OLD."summary", 'brand', OLD."brand", 'districts', OLD."districts", 'occurred_at', OLD."occurred_at", 'known_at', OLD."known_at", 'received_at', OLD."received_at", 'received_by_way', OLD."received_by_way", 'verified_at', OLD."verified_at", 'activated_at', OLD."activated_at", 'expected_days', OLD."expected_days", 'measures', OLD."measures", 'registered_by', OLD."registered_by", 'verified_by', OLD."verified_by", 'ended_at', OLD."ended_at", 'closed_at', OLD."closed_at", 'closed_by', OLD."closed_by", 'merged_into', OLD."merged_into", 'transferred_to', OLD."transferred_to", 'released_name', OLD."released_name", 'named_why', OLD."named_why", 'named_by', OLD."named_by", 'named_at', OLD."named_at", 'pinned_at', OLD."pinned_at", 'pinned_by', OLD."pinned_by", 'version', OLD."version"), json_object('id', NEW."id", 'title', NEW."title", 'public_title', NEW."public_title", 'topic', NEW."topic", 'kind', NEW."kind", 'categories', NEW."categories", 'state', NEW."state", 'grade', NEW."grade", 'response', NEW."response", 'plan_version_id', NEW."plan_version_id", 'summary', NEW."summary", 'brand', NEW."brand", 'districts', NEW."districts", 'occurred_at', NEW."occurred_at", 'known_at', NEW."known_at", 'received_at', NEW."received_at", 'received_by_way', NEW."received_by_way", 'verified_at', NEW."verified_at", 'activated_at', NEW."activated_at", 'expected_days', NEW."expected_days", 'measures', NEW."measures", 'registered_by', NEW."registered_by", 'verified_by', NEW."verified_by", 'ended_at', NEW."ended_at", 'closed_at', NEW."closed_at", 'closed_by', NEW."closed_by", 'merged_into', NEW."merged_into", 'transferred_to', NEW."transferred_to", 'released_name', NEW."released_name", 'named_why', NEW."named_why", 'named_by', NEW."named_by", 'named_at', NEW."named_at", 'pinned_at', NEW."pinned_at", 'pinned_by', NEW."pinned_by", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_incident_delete AFTER DELETE ON "incident" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'incident', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'title', OLD."title", 'public_title', OLD."public_title", 'topic', OLD."topic", 'kind', OLD."kind", 'categories', OLD."categories", 'state', OLD."state", 'grade', OLD."grade", 'response', OLD."response", 'plan_version_id', OLD."plan_version_id", 'summary', OLD."summary", 'brand', OLD."brand", 'districts', OLD."districts", 'occurred_at', OLD."occurred_at", 'known_at', OLD."known_at", 'received_at', OLD."received_at", 'received_by_way', OLD."received_by_way", 'verified_at', OLD."verified_at", 'activated_at', OLD."activated_at", 'expected_days', OLD."expected_days", 'measures', OLD."measures", 'registered_by', OLD."registered_by", 'verified_by', OLD."verified_by", 'ended_at', OLD."ended_at", 'closed_at', OLD."closed_at", 'closed_by', OLD."closed_by", 'merged_into', OLD."merged_into", 'transferred_to', OLD."transferred_to", 'released_name', OLD."released_name", 'named_why', OLD."named_why", 'named_by', OLD."named_by", 'named_at', OLD."named_at", 'pinned_at', OLD."pinned_at", 'pinned_by', OLD."pinned_by", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_incident_complaint_update AFTER UPDATE ON "incident_complaint" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."complaint_id" IS NOT NEW."complaint_id" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."removed_at" IS NOT NEW."removed_at" OR OLD."removed_by" IS NOT NEW."removed_by" OR OLD."removed_why" IS NOT NEW."removed_why" OR OLD."via_incident" IS NOT NEW."via_incident") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'incident_complaint', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'complaint_id', OLD."complaint_id", 'at', OLD."at", 'by', OLD."by", 'removed_at', OLD."removed_at", 'removed_by', OLD."removed_by", 'removed_why', OLD."removed_why", 'via_incident', OLD."via_incident"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'complaint_id', NEW."complaint_id", 'at', NEW."at", 'by', NEW."by", 'removed_at', NEW."removed_at", 'removed_by', NEW."removed_by", 'removed_why', NEW."removed_why", 'via_incident', NEW."via_incident") FROM pen; END;
CREATE TRIGGER journal_incident_complaint_delete AFTER DELETE ON "incident_complaint" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'incident_complaint', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'complaint_id', OLD."complaint_id", 'at', OLD."at", 'by', OLD."by", 'removed_at', OLD."removed_at", 'removed_by', OLD."removed_by", 'removed_why', OLD."removed_why", 'via_incident', OLD."via_incident"), NULL FROM pen; END;
CREATE TRIGGER journal_incident_fact_insert AFTER INSERT ON "incident_fact" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'incident_fact', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'code', NEW."code", 'value', NEW."value", 'words', NEW."words", 'source', NEW."source", 'as_of', NEW."as_of", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_incident_fact_update AFTER UPDATE ON "incident_fact" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."code" IS NOT NEW."code" OR OLD."value" IS NOT NEW."value" OR OLD."words" IS NOT NEW."words" OR OLD."source" IS NOT NEW."source" OR OLD."as_of" IS NOT NEW."as_of" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'incident_fact', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'code', OLD."code", 'value', OLD."value", 'words', OLD."words", 'source', OLD."source", 'as_of', OLD."as_of", 'at', OLD."at", 'by', OLD."by"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'code', NEW."code", 'value', NEW."value", 'words', NEW."words", 'source', NEW."source", 'as_of', NEW."as_of", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_incident_fact_delete AFTER DELETE ON "incident_fact" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'incident_fact', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'code', OLD."code", 'value', OLD."value", 'words', OLD."words", 'source', OLD."source", 'as_of', OLD."as_of", 'at', OLD."at", 'by', OLD."by"), NULL FROM pen; END;
CREATE TRIGGER journal_incident_move_insert AFTER INSERT ON "incident_move" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'incident_move', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'from_state', NEW."from_state", 'to_state', NEW."to_state", 'other_incident', NEW."other_incident", 'reason', NEW."reason", 'clause', NEW."clause", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_incident_move_update AFTER UPDATE ON "incident_move" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."from_state" IS NOT NEW."from_state" OR OLD."to_state" IS NOT NEW."to_state" OR OLD."other_incident" IS NOT NEW."other_incident" OR OLD."reason" IS NOT NEW."reason" OR OLD."clause" IS NOT NEW."clause" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'incident_move', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'from_state', OLD."from_state", 'to_state', OLD."to_state", 'other_incident', OLD."other_incident", 'reason', OLD."reason", 'clause', OLD."clause", 'at', OLD."at", 'by', OLD."by"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'from_state', NEW."from_state", 'to_state', NEW."to_state", 'other_incident', NEW."other_incident", 'reason', NEW."reason", 'clause', NEW."clause", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_incident_move_delete AFTER DELETE ON "incident_move" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'incident_move', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'from_state', OLD."from_state", 'to_state', OLD."to_state", 'other_incident', OLD."other_incident", 'reason', OLD."reason", 'clause', OLD."clause", 'at', OLD."at", 'by', OLD."by"), NULL FROM pen; END;
CREATE TRIGGER journal_incident_place_insert AFTER INSERT ON "incident_place" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'incident_place', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'subject_id', NEW."subject_id", 'label', NEW."label", 'district', NEW."district", 'lat', NEW."lat", 'lon', NEW."lon") FROM pen; END;
CREATE TRIGGER journal_incident_place_update AFTER UPDATE ON "incident_place" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."subject_id" IS NOT NEW."subject_id" OR OLD."label" IS NOT NEW."label" OR OLD."district" IS NOT NEW."district" OR OLD."lat" IS NOT NEW."lat" OR OLD."lon" IS NOT NEW."lon") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'incident_place', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'subject_id', OLD."subject_id", 'label', OLD."label", 'district', OLD."district", 'lat', OLD."lat", 'lon', OLD."lon"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'subject_id', NEW."subject_id", 'label', NEW."label", 'district', NEW."district", 'lat', NEW."lat", 'lon', NEW."lon") FROM pen; END;
CREATE TRIGGER journal_incident_place_delete AFTER DELETE ON "incident_place" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'incident_place', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'subject_id', OLD."subject_id", 'label', OLD."label", 'district', OLD."district", 'lat', OLD."lat", 'lon', OLD."lon"), NULL FROM pen; END;
CREATE TRIGGER journal_inquiry_report_insert AFTER INSERT ON "inquiry_report" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'inquiry_report', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'kind', NEW."kind", 'sections', NEW."sections", 'as_of', NEW."as_of", 'drafted_by', NEW."drafted_by", 'drafted_at', NEW."drafted_at", 'due_at', NEW."due_at", 'signature', NEW."signature", 'signed_at', NEW."signed_at", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_inquiry_report_update AFTER UPDATE ON "inquiry_report" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."kind" IS NOT NEW."kind" OR OLD."sections" IS NOT NEW."sections" OR OLD."as_of" IS NOT NEW."as_of" OR OLD."drafted_by" IS NOT NEW."drafted_by" OR OLD."drafted_at" IS NOT NEW."drafted_at" OR OLD."due_at" IS NOT NEW."due_at" OR OLD."signature" IS NOT NEW."signature" OR OLD."signed_at" IS NOT NEW."signed_at" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'inquiry_report', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'kind', OLD."kind", 'sections', OLD."sections", 'as_of', OLD."as_of", 'drafted_by', OLD."drafted_by", 'drafted_at', OLD."drafted_at", 'due_at', OLD."due_at", 'signature', OLD."signature", 'signed_at', OLD."signed_at", 'version', OLD."version"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'kind', NEW."kind", 'sections', NEW."sections", 'as_of', NEW."as_of", 'drafted_by', NEW."drafted_by", 'drafted_at', NEW."drafted_at", 'due_at', NEW."due_at", 'signature', NEW."signature", 'signed_at', NEW."signed_at", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_inquiry_report_delete AFTER DELETE ON "inquiry_report" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'inquiry_report', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'kind', OLD."kind", 'sections', OLD."sections", 'as_of', OLD."as_of", 'drafted_by', OLD."drafted_by", 'drafted_at', OLD."drafted_at", 'due_at', OLD."due_at", 'signature', OLD."signature", 'signed_at', OLD."signed_at", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_inspection_plan_insert AFTER INSERT ON "inspection_plan" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'inspection_plan', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'title', NEW."title", 'category', NEW."category", 'why', NEW."why", 'group', NEW."group", 'person_id', NEW."person_id", 'district', NEW."district", 'due_at', NEW."due_at", 'planned_at', NEW."planned_at", 'planned_by', NEW."planned_by", 'changed_at', NEW."changed_at", 'changed_by', NEW."changed_by", 'called_off_at', NEW."called_off_at", 'called_off_by', NEW."called_off_by", 'called_off_why', NEW."called_off_why", 'done_at', NEW."done_at", 'done_by', NEW."done_by", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_inspection_plan_update AFTER UPDATE ON "inspection_plan" WHEN (OLD."id" IS NOT NEW."id" OR OLD."title" IS NOT NEW."title" OR OLD."category" IS NOT NEW."category" OR OLD."why" IS NOT NEW."why" OR OLD."group" IS NOT NEW."group" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."district" IS NOT NEW."district" OR OLD."due_at" IS NOT NEW."due_at" OR OLD."planned_at" IS NOT NEW."planned_at" OR OLD."planned_by" IS NOT NEW."planned_by" OR OLD."changed_at" IS NOT NEW."changed_at" OR OLD."changed_by" IS NOT NEW."changed_by" OR OLD."called_off_at" IS NOT NEW."called_off_at" OR OLD."called_off_by" IS NOT NEW."called_off_by" OR OLD."called_off_why" IS NOT NEW."called_off_why" OR OLD."done_at" IS NOT NEW."done_at" OR OLD."done_by" IS NOT NEW."done_by" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'inspection_plan', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'title', OLD."title", 'category', OLD."category", 'why', OLD."why", 'group', OLD."group", 'person_id', OLD."person_id", 'district', OLD."district", 'due_at', OLD."due_at", 'planned_at', OLD."planned_at", 'planned_by', OLD."planned_by", 'changed_at', OLD."changed_at", 'changed_by', OLD."changed_by", 'called_off_at', OLD."called_off_at", 'called_off_by', OLD."called_off_by", 'called_off_why', OLD."called_off_why", 'done_at', OLD."done_at", 'done_by', OLD."done_by", 'version', OLD."version"), json_object('id', NEW."id", 'title', NEW."title", 'category', NEW."category", 'why', NEW."why", 'group', NEW."group", 'person_id', NEW."person_id", 'district', NEW."district", 'due_at', NEW."due_at", 'planned_at', NEW."planned_at", 'planned_by', NEW."planned_by", 'changed_at', NEW."changed_at", 'changed_by', NEW."changed_by", 'called_off_at', NEW."called_off_at", 'called_off_by', NEW."called_off_by", 'called_off_why', NEW."called_off_why", 'done_at', NEW."done_at", 'done_by', NEW."done_by", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_inspection_plan_delete AFTER DELETE ON "inspection_plan" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'inspection_plan', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'title', OLD."title", 'category', OLD."category", 'why', OLD."why", 'group', OLD."group", 'person_id', OLD."person_id", 'district', OLD."district", 'due_at', OLD."due_at", 'planned_at', OLD."planned_at", 'planned_by', OLD."planned_by", 'changed_at', OLD."changed_at", 'changed_by', OLD."changed_by", 'called_off_at', OLD."called_off_at", 'called_off_by', OLD."called_off_by", 'called_off_why', OLD."called_off_why", 'done_at', OLD."done_at", 'done_by', OLD."done_by", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_inspection_target_insert AFTER INSERT ON "inspection_target" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'inspection_target', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'inspection_id', NEW."inspection_id", 'subject_id', NEW."subject_id", 'name', NEW."name", 'credit_code', NEW."credit_code", 'district', NEW."district", 'reason', NEW."reason", 'at', NEW."at", 'by', NEW."by", 'result_id', NEW."result_id", 'dropped_at', NEW."dropped_at", 'dropped_by', NEW."dropped_by", 'dropped_why', NEW."dropped_why", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_inspection_target_update AFTER UPDATE ON "inspection_target" WHEN (OLD."id" IS NOT NEW."id" OR OLD."inspection_id" IS NOT NEW."inspection_id" OR OLD."subject_id" IS NOT NEW."subject_id" OR OLD."name" IS NOT NEW."name" OR OLD."credit_code" IS NOT NEW."credit_code" OR OLD."district" IS NOT NEW."district" OR OLD."reason" IS NOT NEW."reason" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."result_id" IS NOT NEW."result_id" OR OLD."dropped_at" IS NOT NEW."dropped_at" OR OLD."dropped_by" IS NOT NEW."dropped_by" OR OLD."dropped_why" IS NOT NEW."dropped_why" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'inspection_target', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'inspection_id', OLD."inspection_id", 'subject_id', OLD."subject_id", 'name', OLD."name", 'credit_code', OLD."credit_code", 'district', OLD."district", 'reason', OLD."reason", 'at', OLD."at", 'by', OLD."by", 'result_id', OLD."result_id", 'dropped_at', OLD."dropped_at", 'dropped_by', OLD."dropped_by", 'dropped_why', OLD."dropped_why", 'version', OLD."version"), json_object('id', NEW."id", 'inspection_id', NEW."inspection_id", 'subject_id', NEW."subject_id", 'name', NEW."name", 'credit_code', NEW."credit_code", 'district', NEW."district", 'reason', NEW."reason", 'at', NEW."at", 'by', NEW."by", 'result_id', NEW."result_id", 'dropped_at', NEW."dropped_at", 'dropped_by', NEW."dropped_by", 'dropped_why', NEW."dropped_why", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_inspection_target_delete AFTER DELETE ON "inspection_target" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'inspection_target', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'inspection_id', OLD."inspection_id", 'subject_id', OLD."subject_id", 'name', OLD."name", 'credit_code', OLD."credit_code", 'district', OLD."district", 'reason', OLD."reason", 'at', OLD."at", 'by', OLD."by", 'result_id', OLD."result_id", 'dropped_at', OLD."dropped_at", 'dropped_by', OLD."dropped_by", 'dropped_why', OLD."dropped_why", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_instruction_insert AFTER INSERT ON "instruction" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'instruction', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'text', NEW."text", 'to_group', NEW."to_group", 'to_person', NEW."to_person", 'given_by', NEW."given_by", 'at', NEW."at", 'deadline_at', NEW."deadline_at", 'received_at', NEW."received_at", 'received_by', NEW."received_by", 'reported_at', NEW."reported_at", 'reported_by', NEW."reported_by", 'report', NEW."report", 'consultation_id', NEW."consultation_id") FROM pen; END;
CREATE TRIGGER journal_instruction_update AFTER UPDATE ON "instruction" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."text" IS NOT NEW."text" OR OLD."to_group" IS NOT NEW."to_group" OR OLD."to_person" IS NOT NEW."to_person" OR OLD."given_by" IS NOT NEW."given_by" OR OLD."at" IS NOT NEW."at" OR OLD."deadline_at" IS NOT NEW."deadline_at" OR OLD."received_at" IS NOT NEW."received_at" OR OLD."received_by" IS NOT NEW."received_by" OR OLD."reported_at" IS NOT NEW."reported_at" OR OLD."reported_by" IS NOT NEW."reported_by" OR OLD."report" IS NOT NEW."report" OR OLD."consultation_id" IS NOT NEW."consultation_id") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'instruction', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'text', OLD."text", 'to_group', OLD."to_group", 'to_person', OLD."to_person", 'given_by', OLD."given_by", 'at', OLD."at", 'deadline_at', OLD."deadline_at", 'received_at', OLD."received_at", 'received_by', OLD."received_by", 'reported_at', OLD."reported_at", 'reported_by', OLD."reported_by", 'report', OLD."report", 'consultation_id', OLD."consultation_id"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'text', NEW."text", 'to_group', NEW."to_group", 'to_person', NEW."to_person", 'given_by', NEW."given_by", 'at', NEW."at", 'deadline_at', NEW."deadline_at", 'received_at', NEW."received_at", 'received_by', NEW."received_by", 'reported_at', NEW."reported_at", 'reported_by', NEW."reported_by", 'report', NEW."report", 'consultation_id', NEW."consultation_id") FROM pen; END;
CREATE TRIGGER journal_instruction_delete AFTER DELETE ON "instruction" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'instruction', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'text', OLD."text", 'to_group', OLD."to_group", 'to_person', OLD."to_person", 'given_by', OLD."given_by", 'at', OLD."at", 'deadline_at', OLD."deadline_at", 'received_at', OLD."received_at", 'received_by', OLD."received_by", 'reported_at', OLD."reported_at", 'reported_by', OLD."reported_by", 'report', OLD."report", 'consultation_id', OLD."consultation_id"), NULL FROM pen; END;
CREATE TRIGGER journal_laid_part_insert AFTER INSERT ON "laid_part" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'laid_part', CAST(NEW."name" AS TEXT), 'insert', NULL, json_object('name', NEW."name", 'digest', NEW."digest") FROM pen; END;
CREATE TRIGGER journal_laid_part_update AFTER UPDATE ON "laid_part" WHEN (OLD."name" IS NOT NEW."name" OR OLD."digest" IS NOT NEW."digest") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'laid_part', CAST(NEW."name" AS TEXT), 'update', json_object('name', OLD."name", 'digest', OLD."digest"), json_object('name', NEW."name", 'digest', NEW."digest") FROM pen; END;
CREATE TRIGGER journal_laid_part_delete AFTER DELETE ON "laid_part" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'laid_part', CAST(OLD."name" AS TEXT), 'delete', json_object('name', OLD."name", 'digest', OLD."digest"), NULL FROM pen; END;
CREATE TRIGGER journal_legal_question_insert AFTER INSERT ON "legal_question" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'legal_question', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'question', NEW."question", 'asked_by', NEW."asked_by", 'asked_from', NEW."asked_from", 'asked_at', NEW."asked_at", 'due_at', NEW."due_at", 'answer', NEW."answer", 'basis', NEW."basis", 'answered_by', NEW."answered_by", 'answered_at', NEW."answered_at", 'corrected_at', NEW."corrected_at", 'corrected_by', NEW."corrected_by") FROM pen; END;
CREATE TRIGGER journal_legal_question_update AFTER UPDATE ON "legal_question" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."question" IS NOT NEW."question" OR OLD."asked_by" IS NOT NEW."asked_by" OR OLD."asked_from" IS NOT NEW."asked_from" OR OLD."asked_at" IS NOT NEW."asked_at" OR OLD."due_at" IS NOT NEW."due_at" OR OLD."answer" IS NOT NEW."answer" OR OLD."basis" IS NOT NEW."basis" OR OLD."answered_by" IS NOT NEW."answered_by" OR OLD."answered_at" IS NOT NEW."answered_at" OR OLD."corrected_at" IS NOT NEW."corrected_at" OR OLD."corrected_by" IS NOT NEW."corrected_by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'legal_question', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'question', OLD."question", 'asked_by', OLD."asked_by", 'asked_from', OLD."asked_from", 'asked_at', OLD."asked_at", 'due_at', OLD."due_at", 'answer', OLD."answer", 'basis', OLD."basis", 'answered_by', OLD."answered_by", 'answered_at', OLD."answered_at", 'corrected_at', OLD."corrected_at", 'corrected_by', OLD."corrected_by"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'question', NEW."question", 'asked_by', NEW."asked_by", 'asked_from', NEW."asked_from", 'asked_at', NEW."asked_at", 'due_at', NEW."due_at", 'answer', NEW."answer", 'basis', NEW."basis", 'answered_by', NEW."answered_by", 'answered_at', NEW."answered_at", 'corrected_at', NEW."corrected_at", 'corrected_by', NEW."corrected_by") FROM pen; END;
CREATE TRIGGER journal_legal_question_delete AFTER DELETE ON "legal_question" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'legal_question', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'question', OLD."question", 'asked_by', OLD."asked_by", 'asked_from', OLD."asked_from", 'asked_at', OLD."asked_at", 'due_at', OLD."due_at", 'answer', OLD."answer", 'basis', OLD."basis", 'answered_by', OLD."answered_by", 'answered_at', OLD."answered_at", 'corrected_at', OLD."corrected_at", 'corrected_by', OLD."corrected_by"), NULL FROM pen; END;
CREATE TRIGGER journal_level_decision_insert AFTER INSERT ON "level_decision" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'level_decision', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'axis', NEW."axis", 'step', NEW."step", 'level', NEW."level", 'reason', NEW."reason", 'facts', NEW."facts", 'by', NEW."by", 'at', NEW."at", 'signature', NEW."signature", 'answers', NEW."answers", 'ends', NEW."ends", 'consultation_id', NEW."consultation_id", 'oral_id', NEW."oral_id", 'organ', NEW."organ", 'registered_by', NEW."registered_by", 'document', NEW."document", 'decided_at', NEW."decided_at", 'expected_days', NEW."expected_days", 'measures', NEW."measures", 'notice', NEW."notice", 'file_sha256', NEW."file_sha256", 'file_name', NEW."file_name", 'caller', NEW."caller", 'caller_phone', NEW."caller_phone", 'called_at', NEW."called_at") FROM pen; END;
CREATE TRIGGER journal_level_decision_update AFTER UPDATE ON "level_decision" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."axis" IS NOT NEW."axis" OR OLD."step" IS NOT NEW."step" OR OLD."level" IS NOT NEW."level" OR OLD."reason" IS NOT NEW."reason" OR OLD."facts" IS NOT NEW."facts" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."signature" IS NOT NEW."signature" OR OLD."answers" IS NOT NEW."answers" OR OLD."ends" IS NOT NEW."ends" OR OLD."consultation_id" IS NOT NEW."consultation_id" OR OLD."oral_id" IS NOT NEW."oral_id" OR OLD."organ" IS NOT NEW."organ" OR OLD."registered_by" IS NOT NEW."registered_by" OR OLD."document" IS NOT NEW."document" OR OLD."decided_at" IS NOT NEW."decided_at" OR OLD."expected_days" IS NOT NEW."expected_days" OR OLD."measures" IS NOT NEW."measures" OR OLD."notice" IS NOT NEW."notice" OR OLD."file_sha256" IS NOT NEW."file_sha256" OR OLD."file_name" IS NOT NEW."file_name" OR OLD."caller" IS NOT NEW."caller" OR OLD."caller_phone" IS NOT NEW."caller_phone" OR OLD."called_at" IS NOT NEW."called_at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'level_decision', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'axis', OLD."axis", 'step', OLD."step", 'level', OLD."level", 'reason', OLD."reason", 'facts', OLD."facts", 'by', OLD."by", 'at', OLD."at", 'signature', OLD."signature", 'answers', OLD."answers", 'ends', OLD."ends", 'consultation_id', OLD."consultation_id", 'oral_id', OLD."oral_id", 'organ', OLD."organ", 'registered_by', OLD."registered_by", 'document', OLD."document", 'decided_at', OLD."decided_at", 'expected_days', OLD."expected_days", 'measures', OLD."measures", 'notice', OLD."notice", 'file_sha256', OLD."file_sha256", 'file_name', OLD."file_name", 'caller', OLD."caller", 'caller_phone', OLD."caller_phone", 'called_at', OLD."called_at"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'axis', NEW."axis", 'step', NEW."step", 'level', NEW."level", 'reason', NEW."reason", 'facts', NEW."facts", 'by', NEW."by", 'at', NEW."at", 'signature', NEW."signature", 'answers', NEW."answers", 'ends', NEW."ends", 'consultation_id', NEW."consultation_id", 'oral_id', NEW."oral_id", 'organ', NEW."organ", 'registered_by', NEW."registered_by", 'document', NEW."document", 'decided_at', NEW."decided_at", 'expected_days', NEW."expected_days", 'measures', NEW."measures", 'notice', NEW."notice", 'file_sha256', NEW."file_sha256", 'file_name', NEW."file_name", 'caller', NEW."caller", 'caller_phone', NEW."caller_phone", 'called_at', NEW."called_at") FROM pen; END;
CREATE TRIGGER journal_level_decision_delete AFTER DELETE ON "level_decision" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'level_decision', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'axis', OLD."axis", 'step', OLD."step", 'level', OLD."level", 'reason', OLD."reason", 'facts', OLD."facts", 'by', OLD."by", 'at', OLD."at", 'signature', OLD."signature", 'answers', OLD."answers", 'ends', OLD."ends", 'consultation_id', OLD."consultation_id", 'oral_id', OLD."oral_id", 'organ', OLD."organ", 'registered_by', OLD."registered_by", 'document', OLD."document", 'decided_at', OLD."decided_at", 'expected_days', OLD."expected_days", 'measures', OLD."measures", 'notice', OLD."notice", 'file_sha256', OLD."file_sha256", 'file_name', OLD."file_name", 'caller', OLD."caller", 'caller_phone', OLD."caller_phone", 'called_at', OLD."called_at"), NULL FROM pen; END;
CREATE TRIGGER journal_liaison_insert AFTER INSERT ON "liaison" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'liaison', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'department', NEW."department", 'request', NEW."request", 'way', NEW."way", 'contact', NEW."contact", 'asked_at', NEW."asked_at", 'asked_by', NEW."asked_by", 'due_at', NEW."due_at", 'promised_at', NEW."promised_at", 'promise', NEW."promise", 'promised_for', NEW."promised_for", 'answered_at', NEW."answered_at", 'answer', NEW."answer", 'answer_by', NEW."answer_by") FROM pen; END;
CREATE TRIGGER journal_liaison_update AFTER UPDATE ON "liaison" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."department" IS NOT NEW."department" OR OLD."request" IS NOT NEW."request" OR OLD."way" IS NOT NEW."way" OR OLD."contact" IS NOT NEW."contact" OR OLD."asked_at" IS NOT NEW."asked_at" OR OLD."asked_by" IS NOT NEW."asked_by" OR OLD."due_at" IS NOT NEW."due_at" OR OLD."promised_at" IS NOT NEW."promised_at" OR OLD."promise" IS NOT NEW."promise" OR OLD."promised_for" IS NOT NEW."promised_for" OR OLD."answered_at" IS NOT NEW."answered_at" OR OLD."answer" IS NOT NEW."answer" OR OLD."answer_by" IS NOT NEW."answer_by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'liaison', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'department', OLD."department", 'request', OLD."request", 'way', OLD."way", 'contact', OLD."contact", 'asked_at', OLD."asked_at", 'asked_by', OLD."asked_by", 'due_at', OLD."due_at", 'promised_at', OLD."promised_at", 'promise', OLD."promise", 'promised_for', OLD."promised_for", 'answered_at', OLD."answered_at", 'answer', OLD."answer", 'answer_by', OLD."answer_by"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'department', NEW."department", 'request', NEW."request", 'way', NEW."way", 'contact', NEW."contact", 'asked_at', NEW."asked_at", 'asked_by', NEW."asked_by", 'due_at', NEW."due_at", 'promised_at', NEW."promised_at", 'promise', NEW."promise", 'promised_for', NEW."promised_for", 'answered_at', NEW."answered_at", 'answer', NEW."answer", 'answer_by', NEW."answer_by") FROM pen; END;
CREATE TRIGGER journal_liaison_delete AFTER DELETE ON "liaison" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'liaison', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'department', OLD."department", 'request', OLD."request", 'way', OLD."way", 'contact', OLD."contact", 'asked_at', OLD."asked_at", 'asked_by', OLD."asked_by", 'due_at', OLD."due_at", 'promised_at', OLD."promised_at", 'promise', OLD."promise", 'promised_for', OLD."promised_for", 'answered_at', OLD."answered_at", 'answer', OLD."answer", 'answer_by', OLD."answer_by"), NULL FROM pen; END;
CREATE TRIGGER journal_log_entry_insert AFTER INSERT ON "log_entry" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'log_entry', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'at', NEW."at", 'by', NEW."by", 'person_id', NEW."person_id", 'group', NEW."group", 'district', NEW."district", 'office', NEW."office", 'text', NEW."text", 'on_wall', NEW."on_wall") FROM pen; END;
CREATE TRIGGER journal_log_entry_update AFTER UPDATE ON "log_entry" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."group" IS NOT NEW."group" OR OLD."district" IS NOT NEW."district" OR OLD."office" IS NOT NEW."office" OR OLD."text" IS NOT NEW."text" OR OLD."on_wall" IS NOT NEW."on_wall") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'log_entry', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'at', OLD."at", 'by', OLD."by", 'person_id', OLD."person_id", 'group', OLD."group", 'district', OLD."district", 'office', OLD."office", 'text', OLD."text", 'on_wall', OLD."on_wall"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'at', NEW."at", 'by', NEW."by", 'person_id', NEW."person_id", 'group', NEW."group", 'district', NEW."district", 'office', NEW."office", 'text', NEW."text", 'on_wall', NEW."on_wall") FROM pen; END;
CREATE TRIGGER journal_log_entry_delete AFTER DELETE ON "log_entry" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'log_entry', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'at', OLD."at", 'by', OLD."by", 'person_id', OLD."person_id", 'group', OLD."group", 'district', OLD."district", 'office', OLD."office", 'text', OLD."text", 'on_wall', OLD."on_wall"), NULL FROM pen; END;
CREATE TRIGGER journal_meeting_insert AFTER INSERT ON "meeting" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'meeting', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'meets_at', NEW."meets_at", 'place', NEW."place", 'chair', NEW."chair", 'matter', NEW."matter", 'members', NEW."members", 'bring', NEW."bring", 'called_by', NEW."called_by", 'at', NEW."at", 'edited_by', NEW."edited_by", 'edited_at', NEW."edited_at", 'withdrawn_at', NEW."withdrawn_at", 'withdrawn_by', NEW."withdrawn_by", 'withdrawn_why', NEW."withdrawn_why") FROM pen; END;
CREATE TRIGGER journal_meeting_update AFTER UPDATE ON "meeting" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."meets_at" IS NOT NEW."meets_at" OR OLD."place" IS NOT NEW."place" OR OLD."chair" IS NOT NEW."chair" OR OLD."matter" IS NOT NEW."matter" OR OLD."members" IS NOT NEW."members" OR OLD."bring" IS NOT NEW."bring" OR OLD."called_by" IS NOT NEW."called_by" OR OLD."at" IS NOT NEW."at" OR OLD."edited_by" IS NOT NEW."edited_by" OR OLD."edited_at" IS NOT NEW."edited_at" OR OLD."withdrawn_at" IS NOT NEW."withdrawn_at" OR OLD."withdrawn_by" IS NOT NEW."withdrawn_by" OR OLD."withdrawn_why" IS NOT NEW."withdrawn_why") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'meeting', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'meets_at', OLD."meets_at", 'place', OLD."place", 'chair', OLD."chair", 'matter', OLD."matter", 'members', OLD."members", 'bring', OLD."bring", 'called_by', OLD."called_by", 'at', OLD."at", 'edited_by', OLD."edited_by", 'edited_at', OLD."edited_at", 'withdrawn_at', OLD."withdrawn_at", 'withdrawn_by', OLD."withdrawn_by", 'withdrawn_why', OLD."withdrawn_why"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'meets_at', NEW."meets_at", 'place', NEW."place", 'chair', NEW."chair", 'matter', NEW."matter", 'members', NEW."members", 'bring', NEW."bring", 'called_by', NEW."called_by", 'at', NEW."at", 'edited_by', NEW."edited_by", 'edited_at', NEW."edited_at", 'withdrawn_at', NEW."withdrawn_at", 'withdrawn_by', NEW."withdrawn_by", 'withdrawn_why', NEW."withdrawn_why") FROM pen; END;
CREATE TRIGGER journal_meeting_delete AFTER DELETE ON "meeting" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'meeting', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'meets_at', OLD."meets_at", 'place', OLD."place", 'chair', OLD."chair", 'matter', OLD."matter", 'members', OLD."members", 'bring', OLD."bring", 'called_by', OLD."called_by", 'at', OLD."at", 'edited_by', OLD."edited_by", 'edited_at', OLD."edited_at", 'withdrawn_at', OLD."withdrawn_at", 'withdrawn_by', OLD."withdrawn_by", 'withdrawn_why', OLD."withdrawn_why"), NULL FROM pen; END;
CREATE TRIGGER journal_obligation_insert AFTER INSERT ON "obligation" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'obligation', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'key', NEW."key", 'code', NEW."code", 'about', NEW."about", 'round', NEW."round", 'title', NEW."title", 'detail', NEW."detail", 'clause', NEW."clause", 'basis', NEW."basis", 'group', NEW."group", 'role', NEW."role", 'district', NEW."district", 'form', NEW."form", 'must', NEW."must", 'position', NEW."position", 'born_at', NEW."born_at", 'born_table', NEW."born_table", 'born_id', NEW."born_id", 'start_at', NEW."start_at", 'due_at', NEW."due_at", 'level', NEW."level", 'provisional', NEW."provisional", 'state', NEW."state", 'ceased_why', NEW."ceased_why", 'done_at', NEW."done_at", 'done_by', NEW."done_by", 'act_table', NEW."act_table", 'act_id', NEW."act_id", 'hand_words', NEW."hand_words", 'na_why', NEW."na_why", 'na_by', NEW."na_by", 'na_at', NEW."na_at", 'assigned_to', NEW."assigned_to", 'entered_at', NEW."entered_at", 'entered_by', NEW."entered_by", 'plan_version_id', NEW."plan_version_id", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_obligation_update AFTER UPDATE ON "obligation" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."key" IS NOT NEW."key" OR OLD."code" IS NOT NEW."code" OR OLD."about" IS NOT NEW."about" OR OLD."round" IS NOT NEW."round" OR OLD."title" IS NOT NEW."title" OR OLD."detail" IS NOT NEW."detail" OR OLD."clause" IS NOT NEW."clause" OR OLD."basis" IS NOT NEW."basis" OR OLD."group" IS NOT NEW."group" OR OLD."role" IS NOT NEW."role" OR OLD."district" IS NOT NEW."district" OR OLD."form" IS NOT NEW."form" OR OLD."must" IS NOT NEW."must" OR OLD."position" IS NOT NEW."position" OR OLD."born_at" IS NOT NEW."born_at" OR OLD."born_table" IS NOT NEW."born_table" OR OLD."born_id" IS NOT NEW."born_id" OR OLD."start_at" IS NOT NEW."start_at" OR OLD."due_at" IS NOT NEW."due_at" OR OLD."level" IS NOT NEW."level" OR OLD."provisional" IS NOT NEW."provisional" OR OLD."state" IS NOT NEW."state" OR OLD."ceased_why" IS NOT NEW."ceased_why" OR OLD."done_at" IS NOT NEW."done_at" OR OLD."done_by" IS NOT NEW."done_by" OR OLD."act_table" IS NOT NEW."act_table" OR OLD."act_id" IS NOT NEW."act_id" OR OLD."hand_words" IS NOT NEW."hand_words" OR OLD."na_why" IS NOT NEW."na_why" OR OLD."na_by" IS NOT NEW."na_by" OR OLD."na_at" IS NOT NEW."na_at" OR OLD."assigned_to" IS NOT NEW."assigned_to" OR OLD."entered_at" IS NOT NEW."entered_at" OR OLD."entered_by" IS NOT NEW."entered_by" OR OLD."plan_version_id" IS NOT NEW."plan_version_id" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'obligation', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'key', OLD."key", 'code', OLD."code", 'about', OLD."about", 'round', OLD."round", 'title', OLD."title", 'detail', OLD."detail", 'clause', OLD."clause", 'basis', OLD."basis", 'group', OLD."group", 'role', OLD."role", 'district', OLD."district", 'form', OLD."form", 'must', OLD."must", 'position', OLD."position", 'born_at', OLD."born_at", 'born_table', OLD."born_table", 'born_id', OLD."born_id", 'start_at', OLD."start_at", 'due_at', OLD."due_at", 'level', OLD."level", 'provisional', OLD."provisional", 'state', OLD."state", 'ceased_why', OLD."ceased_why", 'done_at', OLD."done_at", 'done_by', OLD."done_by", 'act_table', OLD."act_table", 'act_id', OLD."act_id", 'hand_words', OLD."hand_words", 'na_why', OLD."na_why", 'na_by', OLD."na_by", 'na_at', OLD."na_at", 'assigned_to', OLD."assigned_to", 'entered_at', OLD."entered_at", 'entered_by', OLD."entered_by", 'plan_version_id', OLD."plan_version_id", 'version', OLD."version"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'key', NEW."key", 'code', NEW."code", 'about', NEW."about", 'round', NEW."round", 'title', NEW."title", 'detail', NEW."detail", 'clause', NEW."clause", 'basis', NEW."basis", 'group', NEW."group", 'role', NEW."role", 'district', NEW."district", 'form', NEW."form", 'must', NEW."must", 'position', NEW."position", 'born_at', NEW."born_at", 'born_table', NEW."born_table", 'born_id', NEW."born_id", 'start_at', NEW."start_at", 'due_at', NEW."due_at", 'level', NEW."level", 'provisional', NEW."provisional", 'state', NEW."state", 'ceased_why', NEW."ceased_why", 'done_at', NEW."done_at", 'done_by', NEW."done_by", 'act_table', NEW."act_table", 'act_id', NEW."act_id", 'hand_words', NEW."hand_words", 'na_why', NEW."na_why", 'na_by', NEW."na_by", 'na_at', NEW."na_at", 'assigned_to', NEW."assigned_to", 'entered_at', NEW."entered_at", 'entered_by', NEW."entered_by", 'plan_version_id', NEW."plan_version_id", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_obligation_delete AFTER DELETE ON "obligation" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'obligation', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'key', OLD."key", 'code', OLD."code", 'about', OLD."about", 'round', OLD."round", 'title', OLD."title", 'detail', OLD."detail", 'clause', OLD."clause", 'basis', OLD."basis", 'group', OLD."group", 'role', OLD."role", 'district', OLD."district", 'form', OLD."form", 'must', OLD."must", 'position', OLD."position", 'born_at', OLD."born_at", 'born_table', OLD."born_table", 'born_id', OLD."born_id", 'start_at', OLD."start_at", 'due_at', OLD."due_at", 'level', OLD."level", 'provisional', OLD."provisional", 'state', OLD."state", 'ceased_why', OLD."ceased_why", 'done_at', OLD."done_at", 'done_by', OLD."done_by", 'act_table', OLD."act_table", 'act_id', OLD."act_id", 'hand_words', OLD."hand_words", 'na_why', OLD."na_why", 'na_by', OLD."na_by", 'na_at', OLD."na_at", 'assigned_to', OLD."assigned_to", 'entered_at', OLD."entered_at", 'entered_by', OLD."entered_by", 'plan_version_id', OLD."plan_version_id", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_obligation_note_insert AFTER INSERT ON "obligation_note" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'obligation_note', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'obligation_id', NEW."obligation_id", 'kind', NEW."kind", 'at', NEW."at", 'by', NEW."by", 'text', NEW."text") FROM pen; END;
CREATE TRIGGER journal_obligation_note_update AFTER UPDATE ON "obligation_note" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."obligation_id" IS NOT NEW."obligation_id" OR OLD."kind" IS NOT NEW."kind" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."text" IS NOT NEW."text") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'obligation_note', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'obligation_id', OLD."obligation_id", 'kind', OLD."kind", 'at', OLD."at", 'by', OLD."by", 'text', OLD."text"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'obligation_id', NEW."obligation_id", 'kind', NEW."kind", 'at', NEW."at", 'by', NEW."by", 'text', NEW."text") FROM pen; END;
CREATE TRIGGER journal_obligation_note_delete AFTER DELETE ON "obligation_note" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'obligation_note', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'obligation_id', OLD."obligation_id", 'kind', OLD."kind", 'at', OLD."at", 'by', OLD."by", 'text', OLD."text"), NULL FROM pen; END;
CREATE TRIGGER journal_opinion_insert AFTER INSERT ON "opinion" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'opinion', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'source', NEW."source", 'media', NEW."media", 'title', NEW."title", 'link', NEW."link", 'summary', NEW."summary", 'reach', NEW."reach", 'tone', NEW."tone", 'false_claim', NEW."false_claim", 'published_at', NEW."published_at", 'found_at', NEW."found_at", 'found_by', NEW."found_by", 'state', NEW."state", 'answer', NEW."answer", 'referred_to', NEW."referred_to", 'answered_at', NEW."answered_at", 'answered_by', NEW."answered_by", 'watched_at', NEW."watched_at", 'watched_by', NEW."watched_by", 'referred_at', NEW."referred_at", 'referred_by', NEW."referred_by") FROM pen; END;
CREATE TRIGGER journal_opinion_update AFTER UPDATE ON "opinion" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."source" IS NOT NEW."source" OR OLD."media" IS NOT NEW."media" OR OLD."title" IS NOT NEW."title" OR OLD."link" IS NOT NEW."link" OR OLD."summary" IS NOT NEW."summary" OR OLD."reach" IS NOT NEW."reach" OR OLD."tone" IS NOT NEW."tone" OR OLD."false_claim" IS NOT NEW."false_claim" OR OLD."published_at" IS NOT NEW."published_at" OR OLD."found_at" IS NOT NEW."found_at" OR OLD."found_by" IS NOT NEW."found_by" OR OLD."state" IS NOT NEW."state" OR OLD."answer" IS NOT NEW."answer" OR OLD."referred_to" IS NOT NEW."referred_to" OR OLD."answered_at" IS NOT NEW."answered_at" OR OLD."answered_by" IS NOT NEW."answered_by" OR OLD."watched_at" IS NOT NEW."watched_at" OR OLD."watched_by" IS NOT NEW."watched_by" OR OLD."referred_at" IS NOT NEW."referred_at" OR OLD."referred_by" IS NOT NEW."referred_by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'opinion', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'source', OLD."source", 'media', OLD."media", 'title', OLD."title", 'link', OLD."link", 'summary', OLD."summary", 'reach', OLD."reach", 'tone', OLD."tone", 'false_claim', OLD."false_claim", 'published_at', OLD."published_at", 'found_at', OLD."found_at", 'found_by', OLD."found_by", 'state', OLD."state", 'answer', OLD."answer", 'referred_to', OLD."referred_to", 'answered_at', OLD."answered_at", 'answered_by', OLD."answered_by", 'watched_at', OLD."watched_at", 'watched_by', OLD."watched_by", 'referred_at', OLD."referred_at", 'referred_by', OLD."referred_by"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'source', NEW."source", 'media', NEW."media", 'title', NEW."title", 'link', NEW."link", 'summary', NEW."summary", 'reach', NEW."reach", 'tone', NEW."tone", 'false_claim', NEW."false_claim", 'published_at', NEW."published_at", 'found_at', NEW."found_at", 'found_by', NEW."found_by", 'state', NEW."state", 'answer', NEW."answer", 'referred_to', NEW."referred_to", 'answered_at', NEW."answered_at", 'answered_by', NEW."answered_by", 'watched_at', NEW."watched_at", 'watched_by', NEW."watched_by", 'referred_at', NEW."referred_at", 'referred_by', NEW."referred_by") FROM pen; END;
CREATE TRIGGER journal_opinion_delete AFTER DELETE ON "opinion" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'opinion', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'source', OLD."source", 'media', OLD."media", 'title', OLD."title", 'link', OLD."link", 'summary', OLD."summary", 'reach', OLD."reach", 'tone', OLD."tone", 'false_claim', OLD."false_claim", 'published_at', OLD."published_at", 'found_at', OLD."found_at", 'found_by', OLD."found_by", 'state', OLD."state", 'answer', OLD."answer", 'referred_to', OLD."referred_to", 'answered_at', OLD."answered_at", 'answered_by', OLD."answered_by", 'watched_at', OLD."watched_at", 'watched_by', OLD."watched_by", 'referred_at', OLD."referred_at", 'referred_by', OLD."referred_by"), NULL FROM pen; END;
CREATE TRIGGER journal_oral_decision_insert AFTER INSERT ON "oral_decision" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'oral_decision', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'matter', NEW."matter", 'level', NEW."level", 'asked', NEW."asked", 'words', NEW."words", 'called_at', NEW."called_at", 'decider_id', NEW."decider_id", 'decider', NEW."decider", 'witness', NEW."witness", 'recorded_by', NEW."recorded_by", 'at', NEW."at", 'due_at', NEW."due_at", 'signed_at', NEW."signed_at", 'signature', NEW."signature", 'disputed_at', NEW."disputed_at", 'disputed_why', NEW."disputed_why") FROM pen; END;
CREATE TRIGGER journal_oral_decision_update AFTER UPDATE ON "oral_decision" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."matter" IS NOT NEW."matter" OR OLD."level" IS NOT NEW."level" OR OLD."asked" IS NOT NEW."asked" OR OLD."words" IS NOT NEW."words" OR OLD."called_at" IS NOT NEW."called_at" OR OLD."decider_id" IS NOT NEW."decider_id" OR OLD."decider" IS NOT NEW."decider" OR OLD."witness" IS NOT NEW."witness" OR OLD."recorded_by" IS NOT NEW."recorded_by" OR OLD."at" IS NOT NEW."at" OR OLD."due_at" IS NOT NEW."due_at" OR OLD."signed_at" IS NOT NEW."signed_at" OR OLD."signature" IS NOT NEW."signature" OR OLD."disputed_at" IS NOT NEW."disputed_at" OR OLD."disputed_why" IS NOT NEW."disputed_why") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'oral_decision', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'matter', OLD."matter", 'level', OLD."level", 'asked', OLD."asked", 'words', OLD."words", 'called_at', OLD."called_at", 'decider_id', OLD."decider_id", 'decider', OLD."decider", 'witness', OLD."witness", 'recorded_by', OLD."recorded_by", 'at', OLD."at", 'due_at', OLD."due_at", 'signed_at', OLD."signed_at", 'signature', OLD."signature", 'disputed_at', OLD."disputed_at", 'disputed_why', OLD."disputed_why"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'matter', NEW."matter", 'level', NEW."level", 'asked', NEW."asked", 'words', NEW."words", 'called_at', NEW."called_at", 'decider_id', NEW."decider_id", 'decider', NEW."decider", 'witness', NEW."witness", 'recorded_by', NEW."recorded_by", 'at', NEW."at", 'due_at', NEW."due_at", 'signed_at', NEW."signed_at", 'signature', NEW."signature", 'disputed_at', NEW."disputed_at", 'disputed_why', NEW."disputed_why") FROM pen; END;
CREATE TRIGGER journal_oral_decision_delete AFTER DELETE ON "oral_decision" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'oral_decision', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'matter', OLD."matter", 'level', OLD."level", 'asked', OLD."asked", 'words', OLD."words", 'called_at', OLD."called_at", 'decider_id', OLD."decider_id", 'decider', OLD."decider", 'witness', OLD."witness", 'recorded_by', OLD."recorded_by", 'at', OLD."at", 'due_at', OLD."due_at", 'signed_at', OLD."signed_at", 'signature', OLD."signature", 'disputed_at', OLD."disputed_at", 'disputed_why', OLD."disputed_why"), NULL FROM pen; END;
CREATE TRIGGER journal_paper_insert AFTER INSERT ON "paper" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'paper', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'kind', NEW."kind", 'subject', NEW."subject", 'incident_id', NEW."incident_id", 'state', NEW."state", 'title', NEW."title", 'texts', NEW."texts", 'template', NEW."template", 'groups', NEW."groups", 'sent_to', NEW."sent_to", 'copies', NEW."copies", 'attachments', NEW."attachments", 'urgency', NEW."urgency", 'secrecy', NEW."secrecy", 'serial', NEW."serial", 'drafted_by', NEW."drafted_by", 'drafter_id', NEW."drafter_id", 'drafted_at', NEW."drafted_at", 'edited_by', NEW."edited_by", 'edited_at', NEW."edited_at", 'signed_by', NEW."signed_by", 'signed_at', NEW."signed_at", 'as_of', NEW."as_of", 'sources', NEW."sources", 'number', NEW."number", 'issued_at', NEW."issued_at", 'filed_at', NEW."filed_at", 'filed_where', NEW."filed_where", 'amends', NEW."amends", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_paper_update AFTER UPDATE ON "paper" WHEN (OLD."id" IS NOT NEW."id" OR OLD."kind" IS NOT NEW."kind" OR OLD."subject" IS NOT NEW."subject" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."state" IS NOT NEW."state" OR OLD."title" IS NOT NEW."title" OR OLD."texts" IS NOT NEW."texts" OR OLD."template" IS NOT NEW."template" OR OLD."groups" IS NOT NEW."groups" OR OLD."sent_to" IS NOT NEW."sent_to" OR OLD."copies" IS NOT NEW."copies" OR OLD."attachments" IS NOT NEW."attachments" OR OLD."urgency" IS NOT NEW."urgency" OR OLD."secrecy" IS NOT NEW."secrecy" OR OLD."serial" IS NOT NEW."serial" OR OLD."drafted_by" IS NOT NEW."drafted_by" OR OLD."drafter_id" IS NOT NEW."drafter_id" OR OLD."drafted_at" IS NOT NEW."drafted_at" OR OLD."edited_by" IS NOT NEW."edited_by" OR OLD."edited_at" IS NOT NEW."edited_at" OR OLD."signed_by" IS NOT NEW."signed_by" OR OLD."signed_at" IS NOT NEW."signed_at" OR OLD."as_of" IS NOT NEW."as_of" OR OLD."sources" IS NOT NEW."sources" OR OLD."number" IS NOT NEW."number" OR OLD."issued_at" IS NOT NEW."issued_at" OR OLD."filed_at" IS NOT NEW."filed_at" OR OLD."filed_where" IS NOT NEW."filed_where" OR OLD."amends" IS NOT NEW."amends" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'paper', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'kind', OLD."kind", 'subject', OLD."subject", 'incident_id', OLD."incident_id", 'state', OLD."state", 'title', OLD."title", 'texts', OLD."texts", 'template', OLD."template", 'groups', OLD."groups", 'sent_to', OLD."sent_to", 'copies', OLD."copies", 'attachments', OLD."attachments", 'urgency', OLD."urgency", 'secrecy', OLD."secrecy", 'serial', OLD."serial", 'drafted_by', OLD."drafted_by", 'drafter_id', OLD."drafter_id", 'drafted_at', OLD."drafted_at", 'edited_by', OLD."edited_by", 'edited_at', OLD."edited_at", 'signed_by', OLD."signed_by", 'signed_at', OLD."signed_at", 'as_of', OLD."as_of", 'sources', OLD."sources", 'number', OLD."number", 'issued_at', OLD."issued_at", 'filed_at', OLD."filed_at", 'filed_where', OLD."filed_where", 'amends', OLD."amends", 'version', OLD."version"), json_object('id', NEW."id", 'kind', NEW."kind", 'subject', NEW."subject", 'incident_id', NEW."incident_id", 'state', NEW."state", 'title', NEW."title", 'texts', NEW."texts", 'template', NEW."template", 'groups', NEW."groups", 'sent_to', NEW."sent_to", 'copies', NEW."copies", 'attachments', NEW."attachments", 'urgency', NEW."urgency", 'secrecy', NEW."secrecy", 'serial', NEW."serial", 'drafted_by', NEW."drafted_by", 'drafter_id', NEW."drafter_id", 'drafted_at', NEW."drafted_at", 'edited_by', NEW."edited_by", 'edited_at', NEW."edited_at", 'signed_by', NEW."signed_by", 'signed_at', NEW."signed_at", 'as_of', NEW."as_of", 'sources', NEW."sources", 'number', NEW."number", 'issued_at', NEW."issued_at", 'filed_at', NEW."filed_at", 'filed_where', NEW."filed_where", 'amends', NEW."amends", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_paper_delete AFTER DELETE ON "paper" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'paper', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'kind', OLD."kind", 'subject', OLD."subject", 'incident_id', OLD."incident_id", 'state', OLD."state", 'title', OLD."title", 'texts', OLD."texts", 'template', OLD."template", 'groups', OLD."groups", 'sent_to', OLD."sent_to", 'copies', OLD."copies", 'attachments', OLD."attachments", 'urgency', OLD."urgency", 'secrecy', OLD."secrecy", 'serial', OLD."serial", 'drafted_by', OLD."drafted_by", 'drafter_id', OLD."drafter_id", 'drafted_at', OLD."drafted_at", 'edited_by', OLD."edited_by", 'edited_at', OLD."edited_at", 'signed_by', OLD."signed_by", 'signed_at', OLD."signed_at", 'as_of', OLD."as_of", 'sources', OLD."sources", 'number', OLD."number", 'issued_at', OLD."issued_at", 'filed_at', OLD."filed_at", 'filed_where', OLD."filed_where", 'amends', OLD."amends", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_paper_file_insert AFTER INSERT ON "paper_file" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'paper_file', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'life', NEW."life", 'subject_id', NEW."subject_id", 'incident_id', NEW."incident_id", 'role', NEW."role", 'sha256', NEW."sha256", 'name', NEW."name", 'size', NEW."size", 'by', NEW."by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_paper_file_update AFTER UPDATE ON "paper_file" WHEN (OLD."id" IS NOT NEW."id" OR OLD."life" IS NOT NEW."life" OR OLD."subject_id" IS NOT NEW."subject_id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."role" IS NOT NEW."role" OR OLD."sha256" IS NOT NEW."sha256" OR OLD."name" IS NOT NEW."name" OR OLD."size" IS NOT NEW."size" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'paper_file', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'life', OLD."life", 'subject_id', OLD."subject_id", 'incident_id', OLD."incident_id", 'role', OLD."role", 'sha256', OLD."sha256", 'name', OLD."name", 'size', OLD."size", 'by', OLD."by", 'at', OLD."at"), json_object('id', NEW."id", 'life', NEW."life", 'subject_id', NEW."subject_id", 'incident_id', NEW."incident_id", 'role', NEW."role", 'sha256', NEW."sha256", 'name', NEW."name", 'size', NEW."size", 'by', NEW."by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_paper_file_delete AFTER DELETE ON "paper_file" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'paper_file', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'life', OLD."life", 'subject_id', OLD."subject_id", 'incident_id', OLD."incident_id", 'role', OLD."role", 'sha256', OLD."sha256", 'name', OLD."name", 'size', OLD."size", 'by', OLD."by", 'at', OLD."at"), NULL FROM pen; END;
CREATE TRIGGER journal_paper_number_insert AFTER INSERT ON "paper_number" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'paper_number', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'key', NEW."key", 'series', NEW."series", 'year', NEW."year", 'number', NEW."number", 'written', NEW."written", 'title', NEW."title", 'life', NEW."life", 'subject_id', NEW."subject_id", 'incident_id', NEW."incident_id", 'by', NEW."by", 'at', NEW."at", 'void_why', NEW."void_why", 'void_by', NEW."void_by", 'void_at', NEW."void_at") FROM pen; END;
CREATE TRIGGER journal_paper_number_update AFTER UPDATE ON "paper_number" WHEN (OLD."id" IS NOT NEW."id" OR OLD."key" IS NOT NEW."key" OR OLD."series" IS NOT NEW."series" OR OLD."year" IS NOT NEW."year" OR OLD."number" IS NOT NEW."number" OR OLD."written" IS NOT NEW."written" OR OLD."title" IS NOT NEW."title" OR OLD."life" IS NOT NEW."life" OR OLD."subject_id" IS NOT NEW."subject_id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."void_why" IS NOT NEW."void_why" OR OLD."void_by" IS NOT NEW."void_by" OR OLD."void_at" IS NOT NEW."void_at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'paper_number', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'key', OLD."key", 'series', OLD."series", 'year', OLD."year", 'number', OLD."number", 'written', OLD."written", 'title', OLD."title", 'life', OLD."life", 'subject_id', OLD."subject_id", 'incident_id', OLD."incident_id", 'by', OLD."by", 'at', OLD."at", 'void_why', OLD."void_why", 'void_by', OLD."void_by", 'void_at', OLD."void_at"), json_object('id', NEW."id", 'key', NEW."key", 'series', NEW."series", 'year', NEW."year", 'number', NEW."number", 'written', NEW."written", 'title', NEW."title", 'life', NEW."life", 'subject_id', NEW."subject_id", 'incident_id', NEW."incident_id", 'by', NEW."by", 'at', NEW."at", 'void_why', NEW."void_why", 'void_by', NEW."void_by", 'void_at', NEW."void_at") FROM pen; END;
CREATE TRIGGER journal_paper_number_delete AFTER DELETE ON "paper_number" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'paper_number', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'key', OLD."key", 'series', OLD."series", 'year', OLD."year", 'number', OLD."number", 'written', OLD."written", 'title', OLD."title", 'life', OLD."life", 'subject_id', OLD."subject_id", 'incident_id', OLD."incident_id", 'by', OLD."by", 'at', OLD."at", 'void_why', OLD."void_why", 'void_by', OLD."void_by", 'void_at', OLD."void_at"), NULL FROM pen; END;
CREATE TRIGGER journal_paper_step_insert AFTER INSERT ON "paper_step" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'paper_step', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'paper_id', NEW."paper_id", 'incident_id', NEW."incident_id", 'step', NEW."step", 'passed', NEW."passed", 'words', NEW."words", 'group', NEW."group", 'text', NEW."text", 'person_id', NEW."person_id", 'by', NEW."by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_paper_step_update AFTER UPDATE ON "paper_step" WHEN (OLD."id" IS NOT NEW."id" OR OLD."paper_id" IS NOT NEW."paper_id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."step" IS NOT NEW."step" OR OLD."passed" IS NOT NEW."passed" OR OLD."words" IS NOT NEW."words" OR OLD."group" IS NOT NEW."group" OR OLD."text" IS NOT NEW."text" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'paper_step', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'paper_id', OLD."paper_id", 'incident_id', OLD."incident_id", 'step', OLD."step", 'passed', OLD."passed", 'words', OLD."words", 'group', OLD."group", 'text', OLD."text", 'person_id', OLD."person_id", 'by', OLD."by", 'at', OLD."at"), json_object('id', NEW."id", 'paper_id', NEW."paper_id", 'incident_id', NEW."incident_id", 'step', NEW."step", 'passed', NEW."passed", 'words', NEW."words", 'group', NEW."group", 'text', NEW."text", 'person_id', NEW."person_id", 'by', NEW."by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_paper_step_delete AFTER DELETE ON "paper_step" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'paper_step', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'paper_id', OLD."paper_id", 'incident_id', OLD."incident_id", 'step', OLD."step", 'passed', OLD."passed", 'words', OLD."words", 'group', OLD."group", 'text', OLD."text", 'person_id', OLD."person_id", 'by', OLD."by", 'at', OLD."at"), NULL FROM pen; END;
CREATE TRIGGER journal_paper_text_insert AFTER INSERT ON "paper_text" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'paper_text', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'paper_id', NEW."paper_id", 'number', NEW."number", 'parts', NEW."parts", 'sha256', NEW."sha256", 'by', NEW."by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_paper_text_update AFTER UPDATE ON "paper_text" WHEN (OLD."id" IS NOT NEW."id" OR OLD."paper_id" IS NOT NEW."paper_id" OR OLD."number" IS NOT NEW."number" OR OLD."parts" IS NOT NEW."parts" OR OLD."sha256" IS NOT NEW."sha256" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'paper_text', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'paper_id', OLD."paper_id", 'number', OLD."number", 'parts', OLD."parts", 'sha256', OLD."sha256", 'by', OLD."by", 'at', OLD."at"), json_object('id', NEW."id", 'paper_id', NEW."paper_id", 'number', NEW."number", 'parts', NEW."parts", 'sha256', NEW."sha256", 'by', NEW."by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_paper_text_delete AFTER DELETE ON "paper_text" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'paper_text', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'paper_id', OLD."paper_id", 'number', OLD."number", 'parts', OLD."parts", 'sha256', OLD."sha256", 'by', OLD."by", 'at', OLD."at"), NULL FROM pen; END;
CREATE TRIGGER journal_partner_insert AFTER INSERT ON "partner" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'partner', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'kind', NEW."kind", 'organisation', NEW."organisation", 'contact', NEW."contact", 'phone', NEW."phone", 'what_for', NEW."what_for", 'agreement', NEW."agreement", 'expires_on', NEW."expires_on", 'note', NEW."note", 'file_name', NEW."file_name", 'at', NEW."at", 'by', NEW."by", 'corrected_at', NEW."corrected_at", 'corrected_by', NEW."corrected_by", 'ended_at', NEW."ended_at", 'ended_by', NEW."ended_by", 'ended_why', NEW."ended_why", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_partner_update AFTER UPDATE ON "partner" WHEN (OLD."id" IS NOT NEW."id" OR OLD."kind" IS NOT NEW."kind" OR OLD."organisation" IS NOT NEW."organisation" OR OLD."contact" IS NOT NEW."contact" OR OLD."phone" IS NOT NEW."phone" OR OLD."what_for" IS NOT NEW."what_for" OR OLD."agreement" IS NOT NEW."agreement" OR OLD."expires_on" IS NOT NEW."expires_on" OR OLD."note" IS NOT NEW."note" OR OLD."file_name" IS NOT NEW."file_name" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."corrected_at" IS NOT NEW."corrected_at" OR OLD."corrected_by" IS NOT NEW."corrected_by" OR OLD."ended_at" IS NOT NEW."ended_at" OR OLD."ended_by" IS NOT NEW."ended_by" OR OLD."ended_why" IS NOT NEW."ended_why" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'partner', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'kind', OLD."kind", 'organisation', OLD."organisation", 'contact', OLD."contact", 'phone', OLD."phone", 'what_for', OLD."what_for", 'agreement', OLD."agreement", 'expires_on', OLD."expires_on", 'note', OLD."note", 'file_name', OLD."file_name", 'at', OLD."at", 'by', OLD."by", 'corrected_at', OLD."corrected_at", 'corrected_by', OLD."corrected_by", 'ended_at', OLD."ended_at", 'ended_by', OLD."ended_by", 'ended_why', OLD."ended_why", 'version', OLD."version"), json_object('id', NEW."id", 'kind', NEW."kind", 'organisation', NEW."organisation", 'contact', NEW."contact", 'phone', NEW."phone", 'what_for', NEW."what_for", 'agreement', NEW."agreement", 'expires_on', NEW."expires_on", 'note', NEW."note", 'file_name', NEW."file_name", 'at', NEW."at", 'by', NEW."by", 'corrected_at', NEW."corrected_at", 'corrected_by', NEW."corrected_by", 'ended_at', NEW."ended_at", 'ended_by', NEW."ended_by", 'ended_why', NEW."ended_why", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_partner_delete AFTER DELETE ON "partner" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'partner', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'kind', OLD."kind", 'organisation', OLD."organisation", 'contact', OLD."contact", 'phone', OLD."phone", 'what_for', OLD."what_for", 'agreement', OLD."agreement", 'expires_on', OLD."expires_on", 'note', OLD."note", 'file_name', OLD."file_name", 'at', OLD."at", 'by', OLD."by", 'corrected_at', OLD."corrected_at", 'corrected_by', OLD."corrected_by", 'ended_at', OLD."ended_at", 'ended_by', OLD."ended_by", 'ended_why', OLD."ended_why", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_person_insert AFTER INSERT ON "person" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'person', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'login', NEW."login", 'name', NEW."name", 'post', NEW."post", 'phone', NEW."phone", 'mobile', NEW."mobile", 'active', NEW."active") FROM pen; END;
CREATE TRIGGER journal_person_update AFTER UPDATE ON "person" WHEN (OLD."id" IS NOT NEW."id" OR OLD."login" IS NOT NEW."login" OR OLD."name" IS NOT NEW."name" OR OLD."post" IS NOT NEW."post" OR OLD."phone" IS NOT NEW."phone" OR OLD."mobile" IS NOT NEW."mobile" OR OLD."active" IS NOT NEW."active") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'person', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'login', OLD."login", 'name', OLD."name", 'post', OLD."post", 'phone', OLD."phone", 'mobile', OLD."mobile", 'active', OLD."active"), json_object('id', NEW."id", 'login', NEW."login", 'name', NEW."name", 'post', NEW."post", 'phone', NEW."phone", 'mobile', NEW."mobile", 'active', NEW."active") FROM pen; END;
CREATE TRIGGER journal_person_delete AFTER DELETE ON "person" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'person', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'login', OLD."login", 'name', OLD."name", 'post', OLD."post", 'phone', OLD."phone", 'mobile', OLD."mobile", 'active', OLD."active"), NULL FROM pen; END;
CREATE TRIGGER journal_phone_call_insert AFTER INSERT ON "phone_call" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'phone_call', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'person_id', NEW."person_id", 'taken_at', NEW."taken_at", 'matter', NEW."matter", 'outcome', NEW."outcome", 'answer', NEW."answer", 'number', NEW."number", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_phone_call_update AFTER UPDATE ON "phone_call" WHEN (OLD."id" IS NOT NEW."id" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."taken_at" IS NOT NEW."taken_at" OR OLD."matter" IS NOT NEW."matter" OR OLD."outcome" IS NOT NEW."outcome" OR OLD."answer" IS NOT NEW."answer" OR OLD."number" IS NOT NEW."number" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'phone_call', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'person_id', OLD."person_id", 'taken_at', OLD."taken_at", 'matter', OLD."matter", 'outcome', OLD."outcome", 'answer', OLD."answer", 'number', OLD."number", 'at', OLD."at", 'by', OLD."by"), json_object('id', NEW."id", 'person_id', NEW."person_id", 'taken_at', NEW."taken_at", 'matter', NEW."matter", 'outcome', NEW."outcome", 'answer', NEW."answer", 'number', NEW."number", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_phone_call_delete AFTER DELETE ON "phone_call" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'phone_call', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'person_id', OLD."person_id", 'taken_at', OLD."taken_at", 'matter', OLD."matter", 'outcome', OLD."outcome", 'answer', OLD."answer", 'number', OLD."number", 'at', OLD."at", 'by', OLD."by"), NULL FROM pen; END;
CREATE TRIGGER journal_plan_filing_insert AFTER INSERT ON "plan_filing" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'plan_filing', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'revision_id', NEW."revision_id", 'filed_with', NEW."filed_with", 'receipt', NEW."receipt", 'filed_at', NEW."filed_at", 'by', NEW."by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_plan_filing_update AFTER UPDATE ON "plan_filing" WHEN (OLD."id" IS NOT NEW."id" OR OLD."revision_id" IS NOT NEW."revision_id" OR OLD."filed_with" IS NOT NEW."filed_with" OR OLD."receipt" IS NOT NEW."receipt" OR OLD."filed_at" IS NOT NEW."filed_at" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'plan_filing', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'revision_id', OLD."revision_id", 'filed_with', OLD."filed_with", 'receipt', OLD."receipt", 'filed_at', OLD."filed_at", 'by', OLD."by", 'at', OLD."at"), json_object('id', NEW."id", 'revision_id', NEW."revision_id", 'filed_with', NEW."filed_with", 'receipt', NEW."receipt", 'filed_at', NEW."filed_at", 'by', NEW."by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_plan_filing_delete AFTER DELETE ON "plan_filing" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'plan_filing', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'revision_id', OLD."revision_id", 'filed_with', OLD."filed_with", 'receipt', OLD."receipt", 'filed_at', OLD."filed_at", 'by', OLD."by", 'at', OLD."at"), NULL FROM pen; END;
CREATE TRIGGER journal_plan_gap_insert AFTER INSERT ON "plan_gap" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'plan_gap', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'clause', NEW."clause", 'missing', NEW."missing", 'done_instead', NEW."done_instead", 'incident_id', NEW."incident_id", 'filed_by', NEW."filed_by", 'filed_from', NEW."filed_from", 'at', NEW."at", 'state', NEW."state", 'answer', NEW."answer", 'answered_by', NEW."answered_by", 'answered_at', NEW."answered_at", 'revision_id', NEW."revision_id", 'version_id', NEW."version_id") FROM pen; END;
CREATE TRIGGER journal_plan_gap_update AFTER UPDATE ON "plan_gap" WHEN (OLD."id" IS NOT NEW."id" OR OLD."clause" IS NOT NEW."clause" OR OLD."missing" IS NOT NEW."missing" OR OLD."done_instead" IS NOT NEW."done_instead" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."filed_by" IS NOT NEW."filed_by" OR OLD."filed_from" IS NOT NEW."filed_from" OR OLD."at" IS NOT NEW."at" OR OLD."state" IS NOT NEW."state" OR OLD."answer" IS NOT NEW."answer" OR OLD."answered_by" IS NOT NEW."answered_by" OR OLD."answered_at" IS NOT NEW."answered_at" OR OLD."revision_id" IS NOT NEW."revision_id" OR OLD."version_id" IS NOT NEW."version_id") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'plan_gap', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'clause', OLD."clause", 'missing', OLD."missing", 'done_instead', OLD."done_instead", 'incident_id', OLD."incident_id", 'filed_by', OLD."filed_by", 'filed_from', OLD."filed_from", 'at', OLD."at", 'state', OLD."state", 'answer', OLD."answer", 'answered_by', OLD."answered_by", 'answered_at', OLD."answered_at", 'revision_id', OLD."revision_id", 'version_id', OLD."version_id"), json_object('id', NEW."id", 'clause', NEW."clause", 'missing', NEW."missing", 'done_instead', NEW."done_instead", 'incident_id', NEW."incident_id", 'filed_by', NEW."filed_by", 'filed_from', NEW."filed_from", 'at', NEW."at", 'state', NEW."state", 'answer', NEW."answer", 'answered_by', NEW."answered_by", 'answered_at', NEW."answered_at", 'revision_id', NEW."revision_id", 'version_id', NEW."version_id") FROM pen; END;
CREATE TRIGGER journal_plan_gap_delete AFTER DELETE ON "plan_gap" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'plan_gap', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'clause', OLD."clause", 'missing', OLD."missing", 'done_instead', OLD."done_instead", 'incident_id', OLD."incident_id", 'filed_by', OLD."filed_by", 'filed_from', OLD."filed_from", 'at', OLD."at", 'state', OLD."state", 'answer', OLD."answer", 'answered_by', OLD."answered_by", 'answered_at', OLD."answered_at", 'revision_id', OLD."revision_id", 'version_id', OLD."version_id"), NULL FROM pen; END;
CREATE TRIGGER journal_plan_item_insert AFTER INSERT ON "plan_item" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'plan_item', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'version_id', NEW."version_id", 'kind', NEW."kind", 'code', NEW."code", 'position', NEW."position", 'data', NEW."data", 'source', NEW."source", 'proposal', NEW."proposal") FROM pen; END;
CREATE TRIGGER journal_plan_item_update AFTER UPDATE ON "plan_item" WHEN (OLD."id" IS NOT NEW."id" OR OLD."version_id" IS NOT NEW."version_id" OR OLD."kind" IS NOT NEW."kind" OR OLD."code" IS NOT NEW."code" OR OLD."position" IS NOT NEW."position" OR OLD."data" IS NOT NEW."data" OR OLD."source" IS NOT NEW."source" OR OLD."proposal" IS NOT NEW."proposal") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'plan_item', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'version_id', OLD."version_id", 'kind', OLD."kind", 'code', OLD."code", 'position', OLD."position", 'data', OLD."data", 'source', OLD."source", 'proposal', OLD."proposal"), json_object('id', NEW."id", 'version_id', NEW."version_id", 'kind', NEW."kind", 'code', NEW."code", 'position', NEW."position", 'data', NEW."data", 'source', NEW."source", 'proposal', NEW."proposal") FROM pen; END;
CREATE TRIGGER journal_plan_item_delete AFTER DELETE ON "plan_item" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'plan_item', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'version_id', OLD."version_id", 'kind', OLD."kind", 'code', OLD."code", 'position', OLD."position", 'data', OLD."data", 'source', OLD."source", 'proposal', OLD."proposal"), NULL FROM pen; END;
CREATE TRIGGER journal_plan_review_insert AFTER INSERT ON "plan_review" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'plan_review', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'held_at', NEW."held_at", 'people', NEW."people", 'conclusion', NEW."conclusion", 'words', NEW."words", 'by', NEW."by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_plan_review_update AFTER UPDATE ON "plan_review" WHEN (OLD."id" IS NOT NEW."id" OR OLD."held_at" IS NOT NEW."held_at" OR OLD."people" IS NOT NEW."people" OR OLD."conclusion" IS NOT NEW."conclusion" OR OLD."words" IS NOT NEW."words" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'plan_review', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'held_at', OLD."held_at", 'people', OLD."people", 'conclusion', OLD."conclusion", 'words', OLD."words", 'by', OLD."by", 'at', OLD."at"), json_object('id', NEW."id", 'held_at', NEW."held_at", 'people', NEW."people", 'conclusion', NEW."conclusion", 'words', NEW."words", 'by', NEW."by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_plan_review_delete AFTER DELETE ON "plan_review" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'plan_review', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'held_at', OLD."held_at", 'people', OLD."people", 'conclusion', OLD."conclusion", 'words', OLD."words", 'by', OLD."by", 'at', OLD."at"), NULL FROM pen; END;
CREATE TRIGGER journal_plan_revision_insert AFTER INSERT ON "plan_revision" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'plan_revision', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'title', NEW."title", 'reason', NEW."reason", 'base_id', NEW."base_id", 'changes', NEW."changes", 'state', NEW."state", 'drafted_by', NEW."drafted_by", 'drafted_at', NEW."drafted_at", 'edited_by', NEW."edited_by", 'edited_at', NEW."edited_at", 'submitted_by', NEW."submitted_by", 'submitted_at', NEW."submitted_at", 'returned_by', NEW."returned_by", 'returned_at', NEW."returned_at", 'returned_why', NEW."returned_why", 'signed_by', NEW."signed_by", 'signed_at', NEW."signed_at", 'holds_from', NEW."holds_from", 'in_force_by', NEW."in_force_by", 'in_force_at', NEW."in_force_at", 'made_id', NEW."made_id", 'withdrawn_by', NEW."withdrawn_by", 'withdrawn_at', NEW."withdrawn_at", 'withdrawn_why', NEW."withdrawn_why", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_plan_revision_update AFTER UPDATE ON "plan_revision" WHEN (OLD."id" IS NOT NEW."id" OR OLD."title" IS NOT NEW."title" OR OLD."reason" IS NOT NEW."reason" OR OLD."base_id" IS NOT NEW."base_id" OR OLD."changes" IS NOT NEW."changes" OR OLD."state" IS NOT NEW."state" OR OLD."drafted_by" IS NOT NEW."drafted_by" OR OLD."drafted_at" IS NOT NEW."drafted_at" OR OLD."edited_by" IS NOT NEW."edited_by" OR OLD."edited_at" IS NOT NEW."edited_at" OR OLD."submitted_by" IS NOT NEW."submitted_by" OR OLD."submitted_at" IS NOT NEW."submitted_at" OR OLD."returned_by" IS NOT NEW."returned_by" OR OLD."returned_at" IS NOT NEW."returned_at" OR OLD."returned_why" IS NOT NEW."returned_why" OR OLD."signed_by" IS NOT NEW."signed_by" OR OLD."signed_at" IS NOT NEW."signed_at" OR OLD."holds_from" IS NOT NEW."holds_from" OR OLD."in_force_by" IS NOT NEW."in_force_by" OR OLD."in_force_at" IS NOT NEW."in_force_at" OR OLD."made_id" IS NOT NEW."made_id" OR OLD."withdrawn_by" IS NOT NEW."withdrawn_by" OR OLD."withdrawn_at" IS NOT NEW."withdrawn_at" OR OLD."withdrawn_why" IS NOT NEW."withdrawn_why" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'plan_revision', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'title', OLD."title", 'reason', OLD."reason", 'base_id', OLD."base_id", 'changes', OLD."changes", 'state', OLD."state", 'drafted_by', OLD."drafted_by", 'drafted_at', OLD."drafted_at", 'edited_by', OLD."edited_by", 'edited_at', OLD."edited_at", 'submitted_by', OLD."submitted_by", 'submitted_at', OLD."submitted_at", 'returned_by', OLD."returned_by", 'returned_at', OLD."returned_at", 'returned_why', OLD."returned_why", 'signed_by', OLD."signed_by", 'signed_at', OLD."signed_at", 'holds_from', OLD."holds_from", 'in_force_by', OLD."in_force_by", 'in_force_at', OLD."in_force_at", 'made_id', OLD."made_id", 'withdrawn_by', OLD."withdrawn_by", 'withdrawn_at', OLD."withdrawn_at", 'withdrawn_why', OLD."withdrawn_why", 'version', OLD."version"), json_object('id', NEW."id", 'title', NEW."title", 'reason', NEW."reason", 'base_id', NEW."base_id", 'changes', NEW."changes", 'state', NEW."state", 'drafted_by', NEW."drafted_by", 'drafted_at', NEW."drafted_at", 'edited_by', NEW."edited_by", 'edited_at', NEW."edited_at", 'submitted_by', NEW."submitted_by", 'submitted_at', NEW."submitted_at", 'returned_by', NEW."returned_by", 'returned_at', NEW."returned_at", 'returned_why', NEW."returned_why", 'signed_by', NEW."signed_by", 'signed_at', NEW."signed_at", 'holds_from', NEW."holds_from", 'in_force_by', NEW."in_force_by", 'in_force_at', NEW."in_force_at", 'made_id', NEW."made_id", 'withdrawn_by', NEW."withdrawn_by", 'withdrawn_at', NEW."withdrawn_at", 'withdrawn_why', NEW."withdrawn_why", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_plan_revision_delete AFTER DELETE ON "plan_revision" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'plan_revision', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'title', OLD."title", 'reason', OLD."reason", 'base_id', OLD."base_id", 'changes', OLD."changes", 'state', OLD."state", 'drafted_by', OLD."drafted_by", 'drafted_at', OLD."drafted_at", 'edited_by', OLD."edited_by", 'edited_at', OLD."edited_at", 'submitted_by', OLD."submitted_by", 'submitted_at', OLD."submitted_at", 'returned_by', OLD."returned_by", 'returned_at', OLD."returned_at", 'returned_why', OLD."returned_why", 'signed_by', OLD."signed_by", 'signed_at', OLD."signed_at", 'holds_from', OLD."holds_from", 'in_force_by', OLD."in_force_by", 'in_force_at', OLD."in_force_at", 'made_id', OLD."made_id", 'withdrawn_by', OLD."withdrawn_by", 'withdrawn_at', OLD."withdrawn_at", 'withdrawn_why', OLD."withdrawn_why", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_plan_version_insert AFTER INSERT ON "plan_version" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'plan_version', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'label', NEW."label", 'adopted_at', NEW."adopted_at", 'adopted_by', NEW."adopted_by", 'reason', NEW."reason", 'amends', NEW."amends") FROM pen; END;
CREATE TRIGGER journal_plan_version_update AFTER UPDATE ON "plan_version" WHEN (OLD."id" IS NOT NEW."id" OR OLD."label" IS NOT NEW."label" OR OLD."adopted_at" IS NOT NEW."adopted_at" OR OLD."adopted_by" IS NOT NEW."adopted_by" OR OLD."reason" IS NOT NEW."reason" OR OLD."amends" IS NOT NEW."amends") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'plan_version', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'label', OLD."label", 'adopted_at', OLD."adopted_at", 'adopted_by', OLD."adopted_by", 'reason', OLD."reason", 'amends', OLD."amends"), json_object('id', NEW."id", 'label', NEW."label", 'adopted_at', NEW."adopted_at", 'adopted_by', NEW."adopted_by", 'reason', NEW."reason", 'amends', NEW."amends") FROM pen; END;
CREATE TRIGGER journal_plan_version_delete AFTER DELETE ON "plan_version" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'plan_version', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'label', OLD."label", 'adopted_at', OLD."adopted_at", 'adopted_by', OLD."adopted_by", 'reason', OLD."reason", 'amends', OLD."amends"), NULL FROM pen; END;
CREATE TRIGGER journal_press_question_insert AFTER INSERT ON "press_question" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'press_question', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'outlet', NEW."outlet", 'asker', NEW."asker", 'question', NEW."question", 'asked_at', NEW."asked_at", 'due_at', NEW."due_at", 'registered_by', NEW."registered_by", 'answer', NEW."answer", 'line_id', NEW."line_id", 'answered_by', NEW."answered_by", 'answered_at', NEW."answered_at", 'corrected_at', NEW."corrected_at", 'corrected_by', NEW."corrected_by") FROM pen; END;
CREATE TRIGGER journal_press_question_update AFTER UPDATE ON "press_question" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."outlet" IS NOT NEW."outlet" OR OLD."asker" IS NOT NEW."asker" OR OLD."question" IS NOT NEW."question" OR OLD."asked_at" IS NOT NEW."asked_at" OR OLD."due_at" IS NOT NEW."due_at" OR OLD."registered_by" IS NOT NEW."registered_by" OR OLD."answer" IS NOT NEW."answer" OR OLD."line_id" IS NOT NEW."line_id" OR OLD."answered_by" IS NOT NEW."answered_by" OR OLD."answered_at" IS NOT NEW."answered_at" OR OLD."corrected_at" IS NOT NEW."corrected_at" OR OLD."corrected_by" IS NOT NEW."corrected_by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'press_question', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'outlet', OLD."outlet", 'asker', OLD."asker", 'question', OLD."question", 'asked_at', OLD."asked_at", 'due_at', OLD."due_at", 'registered_by', OLD."registered_by", 'answer', OLD."answer", 'line_id', OLD."line_id", 'answered_by', OLD."answered_by", 'answered_at', OLD."answered_at", 'corrected_at', OLD."corrected_at", 'corrected_by', OLD."corrected_by"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'outlet', NEW."outlet", 'asker', NEW."asker", 'question', NEW."question", 'asked_at', NEW."asked_at", 'due_at', NEW."due_at", 'registered_by', NEW."registered_by", 'answer', NEW."answer", 'line_id', NEW."line_id", 'answered_by', NEW."answered_by", 'answered_at', NEW."answered_at", 'corrected_at', NEW."corrected_at", 'corrected_by', NEW."corrected_by") FROM pen; END;
CREATE TRIGGER journal_press_question_delete AFTER DELETE ON "press_question" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'press_question', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'outlet', OLD."outlet", 'asker', OLD."asker", 'question', OLD."question", 'asked_at', OLD."asked_at", 'due_at', OLD."due_at", 'registered_by', OLD."registered_by", 'answer', OLD."answer", 'line_id', OLD."line_id", 'answered_by', OLD."answered_by", 'answered_at', OLD."answered_at", 'corrected_at', OLD."corrected_at", 'corrected_by', OLD."corrected_by"), NULL FROM pen; END;
CREATE TRIGGER journal_publicity_insert AFTER INSERT ON "publicity" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'publicity', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'kind', NEW."kind", 'template', NEW."template", 'topic', NEW."topic", 'audience', NEW."audience", 'place', NEW."place", 'category', NEW."category", 'group', NEW."group", 'person_id', NEW."person_id", 'due_at', NEW."due_at", 'whole_month', NEW."whole_month", 'materials', NEW."materials", 'copies', NEW."copies", 'people', NEW."people", 'planned_at', NEW."planned_at", 'planned_by', NEW."planned_by", 'changed_at', NEW."changed_at", 'changed_by', NEW."changed_by", 'called_off_at', NEW."called_off_at", 'called_off_by', NEW."called_off_by", 'called_off_why', NEW."called_off_why", 'held_at', NEW."held_at", 'held_place', NEW."held_place", 'held_audience', NEW."held_audience", 'held_materials', NEW."held_materials", 'held_copies', NEW."held_copies", 'reached', NEW."reached", 'partners', NEW."partners", 'result', NEW."result", 'recorded_at', NEW."recorded_at", 'recorded_by', NEW."recorded_by", 'corrected_at', NEW."corrected_at", 'corrected_by', NEW."corrected_by", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_publicity_update AFTER UPDATE ON "publicity" WHEN (OLD."id" IS NOT NEW."id" OR OLD."kind" IS NOT NEW."kind" OR OLD."template" IS NOT NEW."template" OR OLD."topic" IS NOT NEW."topic" OR OLD."audience" IS NOT NEW."audience" OR OLD."place" IS NOT NEW."place" OR OLD."category" IS NOT NEW."category" OR OLD."group" IS NOT NEW."group" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."due_at" IS NOT NEW."due_at" OR OLD."whole_month" IS NOT NEW."whole_month" OR OLD."materials" IS NOT NEW."materials" OR OLD."copies" IS NOT NEW."copies" OR OLD."people" IS NOT NEW."people" OR OLD."planned_at" IS NOT NEW."planned_at" OR OLD."planned_by" IS NOT NEW."planned_by" OR OLD."changed_at" IS NOT NEW."changed_at" OR OLD."changed_by" IS NOT NEW."changed_by" OR OLD."called_off_at" IS NOT NEW."called_off_at" OR OLD."called_off_by" IS NOT NEW."called_off_by" OR OLD."called_off_why" IS NOT NEW."called_off_why" OR OLD."held_at" IS NOT NEW."held_at" OR OLD."held_place" IS NOT NEW."held_place" OR OLD."held_audience" IS NOT NEW."held_audience" OR OLD."held_materials" IS NOT NEW."held_materials" OR OLD."held_copies" IS NOT NEW."held_copies" OR OLD."reached" IS NOT NEW."reached" OR OLD."partners" IS NOT NEW."partners" OR OLD."result" IS NOT NEW."result" OR OLD."recorded_at" IS NOT NEW."recorded_at" OR OLD."recorded_by" IS NOT NEW."recorded_by" OR OLD."corrected_at" IS NOT NEW."corrected_at" OR OLD."corrected_by" IS NOT NEW."corrected_by" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'publicity', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'kind', OLD."kind", 'template', OLD."template", 'topic', OLD."topic", 'audience', OLD."audience", 'place', OLD."place", 'category', OLD."category", 'group', OLD."group", 'person_id', OLD."person_id", 'due_at', OLD."due_at", 'whole_month', OLD."whole_month", 'materials', OLD."materials", 'copies', OLD."copies", 'people', OLD."people", 'planned_at', OLD."planned_at", 'planned_by', OLD."planned_by", 'changed_at', OLD."changed_at", 'changed_by', OLD."changed_by", 'called_off_at', OLD."called_off_at", 'called_off_by', OLD."called_off_by", 'called_off_why', OLD."called_off_why", 'held_at', OLD."held_at", 'held_place', OLD."held_place", 'held_audience', OLD."held_audience", 'held_materials', OLD."held_materials", 'held_copies', OLD."held_copies", 'reached', OLD."reached", 'partners', OLD."partners", 'result', OLD."result", 'recorded_at', OLD."recorded_at", 'recorded_by', OLD."recorded_by", 'corrected_at', OLD."corrected_at", 'corrected_by', OLD."corrected_by", 'version', OLD."version"), json_object('id', NEW."id", 'kind', NEW."kind", 'template', NEW."template", 'topic', NEW."topic", 'audience', NEW."audience", 'place', NEW."place", 'category', NEW."category", 'group', NEW."group", 'person_id', NEW."person_id", 'due_at', NEW."due_at", 'whole_month', NEW."whole_month", 'materials', NEW."materials", 'copies', NEW."copies", 'people', NEW."people", 'planned_at', NEW."planned_at", 'planned_by', NEW."planned_by", 'changed_at', NEW."changed_at", 'changed_by', NEW."changed_by", 'called_off_at', NEW."called_off_at", 'called_off_by', NEW."called_off_by", 'called_off_why', NEW."called_off_why", 'held_at', NEW."held_at", 'held_place', NEW."held_place", 'held_audience', NEW."held_audience", 'held_materials', NEW."held_materials", 'held_copies', NEW."held_copies", 'reached', NEW."reached", 'partners', NEW."partners", 'result', NEW."result", 'recorded_at', NEW."recorded_at", 'recorded_by', NEW."recorded_by", 'corrected_at', NEW."corrected_at", 'corrected_by', NEW."corrected_by", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_publicity_delete AFTER DELETE ON "publicity" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'publicity', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'kind', OLD."kind", 'template', OLD."template", 'topic', OLD."topic", 'audience', OLD."audience", 'place', OLD."place", 'category', OLD."category", 'group', OLD."group", 'person_id', OLD."person_id", 'due_at', OLD."due_at", 'whole_month', OLD."whole_month", 'materials', OLD."materials", 'copies', OLD."copies", 'people', OLD."people", 'planned_at', OLD."planned_at", 'planned_by', OLD."planned_by", 'changed_at', OLD."changed_at", 'changed_by', OLD."changed_by", 'called_off_at', OLD."called_off_at", 'called_off_by', OLD."called_off_by", 'called_off_why', OLD."called_off_why", 'held_at', OLD."held_at", 'held_place', OLD."held_place", 'held_audience', OLD."held_audience", 'held_materials', OLD."held_materials", 'held_copies', OLD."held_copies", 'reached', OLD."reached", 'partners', OLD."partners", 'result', OLD."result", 'recorded_at', OLD."recorded_at", 'recorded_by', OLD."recorded_by", 'corrected_at', OLD."corrected_at", 'corrected_by', OLD."corrected_by", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_readiness_insert AFTER INSERT ON "readiness" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'readiness', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'date_code', NEW."date_code", 'item_code', NEW."item_code", 'title', NEW."title", 'words', NEW."words", 'done_at', NEW."done_at", 'done_by', NEW."done_by", 'person_id', NEW."person_id", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_readiness_update AFTER UPDATE ON "readiness" WHEN (OLD."id" IS NOT NEW."id" OR OLD."date_code" IS NOT NEW."date_code" OR OLD."item_code" IS NOT NEW."item_code" OR OLD."title" IS NOT NEW."title" OR OLD."words" IS NOT NEW."words" OR OLD."done_at" IS NOT NEW."done_at" OR OLD."done_by" IS NOT NEW."done_by" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'readiness', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'date_code', OLD."date_code", 'item_code', OLD."item_code", 'title', OLD."title", 'words', OLD."words", 'done_at', OLD."done_at", 'done_by', OLD."done_by", 'person_id', OLD."person_id", 'version', OLD."version"), json_object('id', NEW."id", 'date_code', NEW."date_code", 'item_code', NEW."item_code", 'title', NEW."title", 'words', NEW."words", 'done_at', NEW."done_at", 'done_by', NEW."done_by", 'person_id', NEW."person_id", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_readiness_delete AFTER DELETE ON "readiness" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'readiness', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'date_code', OLD."date_code", 'item_code', OLD."item_code", 'title', OLD."title", 'words', OLD."words", 'done_at', OLD."done_at", 'done_by', OLD."done_by", 'person_id', OLD."person_id", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_recovery_insert AFTER INSERT ON "recovery" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'recovery', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'ledger', NEW."ledger", 'title', NEW."title", 'way', NEW."way", 'people', NEW."people", 'amount_cents', NEW."amount_cents", 'settled_people', NEW."settled_people", 'settled_cents', NEW."settled_cents", 'group', NEW."group", 'district', NEW."district", 'due_at', NEW."due_at", 'note', NEW."note", 'settled_at', NEW."settled_at", 'settled_by', NEW."settled_by", 'settler_id', NEW."settler_id", 'waived_at', NEW."waived_at", 'waived_by', NEW."waived_by", 'waive_reason', NEW."waive_reason", 'at', NEW."at", 'by', NEW."by", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_recovery_update AFTER UPDATE ON "recovery" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."ledger" IS NOT NEW."ledger" OR OLD."title" IS NOT NEW."title" OR OLD."way" IS NOT NEW."way" OR OLD."people" IS NOT NEW."people" OR OLD."amount_cents" IS NOT NEW."amount_cents" OR OLD."settled_people" IS NOT NEW."settled_people" OR OLD."settled_cents" IS NOT NEW."settled_cents" OR OLD."group" IS NOT NEW."group" OR OLD."district" IS NOT NEW."district" OR OLD."due_at" IS NOT NEW."due_at" OR OLD."note" IS NOT NEW."note" OR OLD."settled_at" IS NOT NEW."settled_at" OR OLD."settled_by" IS NOT NEW."settled_by" OR OLD."settler_id" IS NOT NEW."settler_id" OR OLD."waived_at" IS NOT NEW."waived_at" OR OLD."waived_by" IS NOT NEW."waived_by" OR OLD."waive_reason" IS NOT NEW."waive_reason" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'recovery', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'ledger', OLD."ledger", 'title', OLD."title", 'way', OLD."way", 'people', OLD."people", 'amount_cents', OLD."amount_cents", 'settled_people', OLD."settled_people", 'settled_cents', OLD."settled_cents", 'group', OLD."group", 'district', OLD."district", 'due_at', OLD."due_at", 'note', OLD."note", 'settled_at', OLD."settled_at", 'settled_by', OLD."settled_by", 'settler_id', OLD."settler_id", 'waived_at', OLD."waived_at", 'waived_by', OLD."waived_by", 'waive_reason', OLD."waive_reason", 'at', OLD."at", 'by', OLD."by", 'version', OLD."version"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'ledger', NEW."ledger", 'title', NEW."title", 'way', NEW."way", 'people', NEW."people", 'amount_cents', NEW."amount_cents", 'settled_people', NEW."settled_people", 'settled_cents', NEW."settled_cents", 'group', NEW."group", 'district', NEW."district", 'due_at', NEW."due_at", 'note', NEW."note", 'settled_at', NEW."settled_at", 'settled_by', NEW."settled_by", 'settler_id', NEW."settler_id", 'waived_at', NEW."waived_at", 'waived_by', NEW."waived_by", 'waive_reason', NEW."waive_reason", 'at', NEW."at", 'by', NEW."by", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_recovery_delete AFTER DELETE ON "recovery" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'recovery', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'ledger', OLD."ledger", 'title', OLD."title", 'way', OLD."way", 'people', OLD."people", 'amount_cents', OLD."amount_cents", 'settled_people', OLD."settled_people", 'settled_cents', OLD."settled_cents", 'group', OLD."group", 'district', OLD."district", 'due_at', OLD."due_at", 'note', OLD."note", 'settled_at', OLD."settled_at", 'settled_by', OLD."settled_by", 'settler_id', OLD."settler_id", 'waived_at', OLD."waived_at", 'waived_by', OLD."waived_by", 'waive_reason', OLD."waive_reason", 'at', OLD."at", 'by', OLD."by", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_release_insert AFTER INSERT ON "release" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'release', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'kind', NEW."kind", 'number', NEW."number", 'title', NEW."title", 'text', NEW."text", 'state', NEW."state", 'as_of', NEW."as_of", 'figures', NEW."figures", 'authority', NEW."authority", 'needs_telling', NEW."needs_telling", 'drafted_by', NEW."drafted_by", 'drafter_id', NEW."drafter_id", 'drafted_at', NEW."drafted_at", 'due_at', NEW."due_at", 'corrects', NEW."corrects", 'warning_id', NEW."warning_id", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_release_update AFTER UPDATE ON "release" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."kind" IS NOT NEW."kind" OR OLD."number" IS NOT NEW."number" OR OLD."title" IS NOT NEW."title" OR OLD."text" IS NOT NEW."text" OR OLD."state" IS NOT NEW."state" OR OLD."as_of" IS NOT NEW."as_of" OR OLD."figures" IS NOT NEW."figures" OR OLD."authority" IS NOT NEW."authority" OR OLD."needs_telling" IS NOT NEW."needs_telling" OR OLD."drafted_by" IS NOT NEW."drafted_by" OR OLD."drafter_id" IS NOT NEW."drafter_id" OR OLD."drafted_at" IS NOT NEW."drafted_at" OR OLD."due_at" IS NOT NEW."due_at" OR OLD."corrects" IS NOT NEW."corrects" OR OLD."warning_id" IS NOT NEW."warning_id" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'release', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'kind', OLD."kind", 'number', OLD."number", 'title', OLD."title", 'text', OLD."text", 'state', OLD."state", 'as_of', OLD."as_of", 'figures', OLD."figures", 'authority', OLD."authority", 'needs_telling', OLD."needs_telling", 'drafted_by', OLD."drafted_by", 'drafter_id', OLD."drafter_id", 'drafted_at', OLD."drafted_at", 'due_at', OLD."due_at", 'corrects', OLD."corrects", 'warning_id', OLD."warning_id", 'version', OLD."version"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'kind', NEW."kind", 'number', NEW."number", 'title', NEW."title", 'text', NEW."text", 'state', NEW."state", 'as_of', NEW."as_of", 'figures', NEW."figures", 'authority', NEW."authority", 'needs_telling', NEW."needs_telling", 'drafted_by', NEW."drafted_by", 'drafter_id', NEW."drafter_id", 'drafted_at', NEW."drafted_at", 'due_at', NEW."due_at", 'corrects', NEW."corrects", 'warning_id', NEW."warning_id", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_release_delete AFTER DELETE ON "release" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'release', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'kind', OLD."kind", 'number', OLD."number", 'title', OLD."title", 'text', OLD."text", 'state', OLD."state", 'as_of', OLD."as_of", 'figures', OLD."figures", 'authority', OLD."authority", 'needs_telling', OLD."needs_telling", 'drafted_by', OLD."drafted_by", 'drafter_id', OLD."drafter_id", 'drafted_at', OLD."drafted_at", 'due_at', OLD."due_at", 'corrects', OLD."corrects", 'warning_id', OLD."warning_id", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_release_check_insert AFTER INSERT ON "release_check" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'release_check', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'release_id', NEW."release_id", 'step', NEW."step", 'passed', NEW."passed", 'words', NEW."words", 'receiver', NEW."receiver", 'judged', NEW."judged", 'text_sha256', NEW."text_sha256", 'person_id', NEW."person_id", 'by', NEW."by", 'done_at', NEW."done_at", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_release_check_update AFTER UPDATE ON "release_check" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."release_id" IS NOT NEW."release_id" OR OLD."step" IS NOT NEW."step" OR OLD."passed" IS NOT NEW."passed" OR OLD."words" IS NOT NEW."words" OR OLD."receiver" IS NOT NEW."receiver" OR OLD."judged" IS NOT NEW."judged" OR OLD."text_sha256" IS NOT NEW."text_sha256" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."by" IS NOT NEW."by" OR OLD."done_at" IS NOT NEW."done_at" OR OLD."at" IS NOT NEW."at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'release_check', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'release_id', OLD."release_id", 'step', OLD."step", 'passed', OLD."passed", 'words', OLD."words", 'receiver', OLD."receiver", 'judged', OLD."judged", 'text_sha256', OLD."text_sha256", 'person_id', OLD."person_id", 'by', OLD."by", 'done_at', OLD."done_at", 'at', OLD."at"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'release_id', NEW."release_id", 'step', NEW."step", 'passed', NEW."passed", 'words', NEW."words", 'receiver', NEW."receiver", 'judged', NEW."judged", 'text_sha256', NEW."text_sha256", 'person_id', NEW."person_id", 'by', NEW."by", 'done_at', NEW."done_at", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_release_check_delete AFTER DELETE ON "release_check" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'release_check', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'release_id', OLD."release_id", 'step', OLD."step", 'passed', OLD."passed", 'words', OLD."words", 'receiver', OLD."receiver", 'judged', OLD."judged", 'text_sha256', OLD."text_sha256", 'person_id', OLD."person_id", 'by', OLD."by", 'done_at', OLD."done_at", 'at', OLD."at"), NULL FROM pen; END;
CREATE TRIGGER journal_reminder_insert AFTER INSERT ON "reminder" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'reminder', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'kind', NEW."kind", 'subject', NEW."subject", 'words', NEW."words", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_reminder_update AFTER UPDATE ON "reminder" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."kind" IS NOT NEW."kind" OR OLD."subject" IS NOT NEW."subject" OR OLD."words" IS NOT NEW."words" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'reminder', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'kind', OLD."kind", 'subject', OLD."subject", 'words', OLD."words", 'at', OLD."at", 'by', OLD."by"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'kind', NEW."kind", 'subject', NEW."subject", 'words', NEW."words", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_reminder_delete AFTER DELETE ON "reminder" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'reminder', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'kind', OLD."kind", 'subject', OLD."subject", 'words', OLD."words", 'at', OLD."at", 'by', OLD."by"), NULL FROM pen; END;
CREATE TRIGGER journal_report_insert AFTER INSERT ON "report" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'report', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'kind', NEW."kind", 'number', NEW."number", 'issue', NEW."issue", 'state', NEW."state", 'elements', NEW."elements", 'as_of', NEW."as_of", 'deadline_at', NEW."deadline_at", 'drafted_by', NEW."drafted_by", 'drafted_at', NEW."drafted_at", 'signed_by', NEW."signed_by", 'signed_at', NEW."signed_at", 'sent_to', NEW."sent_to", 'sent_way', NEW."sent_way", 'sent_by', NEW."sent_by", 'sent_at', NEW."sent_at", 'after_id', NEW."after_id", 'chain', NEW."chain", 'district', NEW."district", 'skips', NEW."skips", 'skip_why', NEW."skip_why", 'returned_why', NEW."returned_why", 'returned_by', NEW."returned_by", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_report_update AFTER UPDATE ON "report" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."kind" IS NOT NEW."kind" OR OLD."number" IS NOT NEW."number" OR OLD."issue" IS NOT NEW."issue" OR OLD."state" IS NOT NEW."state" OR OLD."elements" IS NOT NEW."elements" OR OLD."as_of" IS NOT NEW."as_of" OR OLD."deadline_at" IS NOT NEW."deadline_at" OR OLD."drafted_by" IS NOT NEW."drafted_by" OR OLD."drafted_at" IS NOT NEW."drafted_at" OR OLD."signed_by" IS NOT NEW."signed_by" OR OLD."signed_at" IS NOT NEW."signed_at" OR OLD."sent_to" IS NOT NEW."sent_to" OR OLD."sent_way" IS NOT NEW."sent_way" OR OLD."sent_by" IS NOT NEW."sent_by" OR OLD."sent_at" IS NOT NEW."sent_at" OR OLD."after_id" IS NOT NEW."after_id" OR OLD."chain" IS NOT NEW."chain" OR OLD."district" IS NOT NEW."district" OR OLD."skips" IS NOT NEW."skips" OR OLD."skip_why" IS NOT NEW."skip_why" OR OLD."returned_why" IS NOT NEW."returned_why" OR OLD."returned_by" IS NOT NEW."returned_by" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'report', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'kind', OLD."kind", 'number', OLD."number", 'issue', OLD."issue", 'state', OLD."state", 'elements', OLD."elements", 'as_of', OLD."as_of", 'deadline_at', OLD."deadline_at", 'drafted_by', OLD."drafted_by", 'drafted_at', OLD."drafted_at", 'signed_by', OLD."signed_by", 'signed_at', OLD."signed_at", 'sent_to', OLD."sent_to", 'sent_way', OLD."sent_way", 'sent_by', OLD."sent_by", 'sent_at', OLD."sent_at", 'after_id', OLD."after_id", 'chain', OLD."chain", 'district', OLD."district", 'skips', OLD."skips", 'skip_why', OLD."skip_why", 'returned_why', OLD."returned_why", 'returned_by', OLD."returned_by", 'version', OLD."version"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'kind', NEW."kind", 'number', NEW."number", 'issue', NEW."issue", 'state', NEW."state", 'elements', NEW."elements", 'as_of', NEW."as_of", 'deadline_at', NEW."deadline_at", 'drafted_by', NEW."drafted_by", 'drafted_at', NEW."drafted_at", 'signed_by', NEW."signed_by", 'signed_at', NEW."signed_at", 'sent_to', NEW."sent_to", 'sent_way', NEW."sent_way", 'sent_by', NEW."sent_by", 'sent_at', NEW."sent_at", 'after_id', NEW."after_id", 'chain', NEW."chain", 'district', NEW."district", 'skips', NEW."skips", 'skip_why', NEW."skip_why", 'returned_why', NEW."returned_why", 'returned_by', NEW."returned_by", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_report_delete AFTER DELETE ON "report" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'report', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'kind', OLD."kind", 'number', OLD."number", 'issue', OLD."issue", 'state', OLD."state", 'elements', OLD."elements", 'as_of', OLD."as_of", 'deadline_at', OLD."deadline_at", 'drafted_by', OLD."drafted_by", 'drafted_at', OLD."drafted_at", 'signed_by', OLD."signed_by", 'signed_at', OLD."signed_at", 'sent_to', OLD."sent_to", 'sent_way', OLD."sent_way", 'sent_by', OLD."sent_by", 'sent_at', OLD."sent_at", 'after_id', OLD."after_id", 'chain', OLD."chain", 'district', OLD."district", 'skips', OLD."skips", 'skip_why', OLD."skip_why", 'returned_why', OLD."returned_why", 'returned_by', OLD."returned_by", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_report_receipt_insert AFTER INSERT ON "report_receipt" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'report_receipt', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'report_id', NEW."report_id", 'incident_id', NEW."incident_id", 'receiver', NEW."receiver", 'way', NEW."way", 'sent_at', NEW."sent_at", 'sent_by', NEW."sent_by", 'received_at', NEW."received_at", 'received_by', NEW."received_by", 'received_way', NEW."received_way", 'registered_by', NEW."registered_by", 'verified_at', NEW."verified_at", 'verified_by', NEW."verified_by", 'returned_at', NEW."returned_at", 'returned_by', NEW."returned_by", 'return_reason', NEW."return_reason") FROM pen; END;
CREATE TRIGGER journal_report_receipt_update AFTER UPDATE ON "report_receipt" WHEN (OLD."id" IS NOT NEW."id" OR OLD."report_id" IS NOT NEW."report_id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."receiver" IS NOT NEW."receiver" OR OLD."way" IS NOT NEW."way" OR OLD."sent_at" IS NOT NEW."sent_at" OR OLD."sent_by" IS NOT NEW."sent_by" OR OLD."received_at" IS NOT NEW."received_at" OR OLD."received_by" IS NOT NEW."received_by" OR OLD."received_way" IS NOT NEW."received_way" OR OLD."registered_by" IS NOT NEW."registered_by" OR OLD."verified_at" IS NOT NEW."verified_at" OR OLD."verified_by" IS NOT NEW."verified_by" OR OLD."returned_at" IS NOT NEW."returned_at" OR OLD."returned_by" IS NOT NEW."returned_by" OR OLD."return_reason" IS NOT NEW."return_reason") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'report_receipt', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'report_id', OLD."report_id", 'incident_id', OLD."incident_id", 'receiver', OLD."receiver", 'way', OLD."way", 'sent_at', OLD."sent_at", 'sent_by', OLD."sent_by", 'received_at', OLD."received_at", 'received_by', OLD."received_by", 'received_way', OLD."received_way", 'registered_by', OLD."registered_by", 'verified_at', OLD."verified_at", 'verified_by', OLD."verified_by", 'returned_at', OLD."returned_at", 'returned_by', OLD."returned_by", 'return_reason', OLD."return_reason"), json_object('id', NEW."id", 'report_id', NEW."report_id", 'incident_id', NEW."incident_id", 'receiver', NEW."receiver", 'way', NEW."way", 'sent_at', NEW."sent_at", 'sent_by', NEW."sent_by", 'received_at', NEW."received_at", 'received_by', NEW."received_by", 'received_way', NEW."received_way", 'registered_by', NEW."registered_by", 'verified_at', NEW."verified_at", 'verified_by', NEW."verified_by", 'returned_at', NEW."returned_at", 'returned_by', NEW."returned_by", 'return_reason', NEW."return_reason") FROM pen; END;
CREATE TRIGGER journal_report_receipt_delete AFTER DELETE ON "report_receipt" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'report_receipt', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'report_id', OLD."report_id", 'incident_id', OLD."incident_id", 'receiver', OLD."receiver", 'way', OLD."way", 'sent_at', OLD."sent_at", 'sent_by', OLD."sent_by", 'received_at', OLD."received_at", 'received_by', OLD."received_by", 'received_way', OLD."received_way", 'registered_by', OLD."registered_by", 'verified_at', OLD."verified_at", 'verified_by', OLD."verified_by", 'returned_at', OLD."returned_at", 'returned_by', OLD."returned_by", 'return_reason', OLD."return_reason"), NULL FROM pen; END;
CREATE TRIGGER journal_research_insert AFTER INSERT ON "research" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'research', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'partner_id', NEW."partner_id", 'topic', NEW."topic", 'contact', NEW."contact", 'starts_on', NEW."starts_on", 'ends_on', NEW."ends_on", 'note', NEW."note", 'at', NEW."at", 'by', NEW."by", 'changed_at', NEW."changed_at", 'changed_by', NEW."changed_by", 'done_at', NEW."done_at", 'done_by', NEW."done_by", 'result', NEW."result", 'sha256', NEW."sha256", 'file_name', NEW."file_name", 'ended_at', NEW."ended_at", 'ended_by', NEW."ended_by", 'ended_why', NEW."ended_why", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_research_update AFTER UPDATE ON "research" WHEN (OLD."id" IS NOT NEW."id" OR OLD."partner_id" IS NOT NEW."partner_id" OR OLD."topic" IS NOT NEW."topic" OR OLD."contact" IS NOT NEW."contact" OR OLD."starts_on" IS NOT NEW."starts_on" OR OLD."ends_on" IS NOT NEW."ends_on" OR OLD."note" IS NOT NEW."note" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."changed_at" IS NOT NEW."changed_at" OR OLD."changed_by" IS NOT NEW."changed_by" OR OLD."done_at" IS NOT NEW."done_at" OR OLD."done_by" IS NOT NEW."done_by" OR OLD."result" IS NOT NEW."result" OR OLD."sha256" IS NOT NEW."sha256" OR OLD."file_name" IS NOT NEW."file_name" OR OLD."ended_at" IS NOT NEW."ended_at" OR OLD."ended_by" IS NOT NEW."ended_by" OR OLD."ended_why" IS NOT NEW."ended_why" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'research', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'partner_id', OLD."partner_id", 'topic', OLD."topic", 'contact', OLD."contact", 'starts_on', OLD."starts_on", 'ends_on', OLD."ends_on", 'note', OLD."note", 'at', OLD."at", 'by', OLD."by", 'changed_at', OLD."changed_at", 'changed_by', OLD."changed_by", 'done_at', OLD."done_at", 'done_by', OLD."done_by", 'result', OLD."result", 'sha256', OLD."sha256", 'file_name', OLD."file_name", 'ended_at', OLD."ended_at", 'ended_by', OLD."ended_by", 'ended_why', OLD."ended_why", 'version', OLD."version"), json_object('id', NEW."id", 'partner_id', NEW."partner_id", 'topic', NEW."topic", 'contact', NEW."contact", 'starts_on', NEW."starts_on", 'ends_on', NEW."ends_on", 'note', NEW."note", 'at', NEW."at", 'by', NEW."by", 'changed_at', NEW."changed_at", 'changed_by', NEW."changed_by", 'done_at', NEW."done_at", 'done_by', NEW."done_by", 'result', NEW."result", 'sha256', NEW."sha256", 'file_name', NEW."file_name", 'ended_at', NEW."ended_at", 'ended_by', NEW."ended_by", 'ended_why', NEW."ended_why", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_research_delete AFTER DELETE ON "research" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'research', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'partner_id', OLD."partner_id", 'topic', OLD."topic", 'contact', OLD."contact", 'starts_on', OLD."starts_on", 'ends_on', OLD."ends_on", 'note', OLD."note", 'at', OLD."at", 'by', OLD."by", 'changed_at', OLD."changed_at", 'changed_by', OLD."changed_by", 'done_at', OLD."done_at", 'done_by', OLD."done_by", 'result', OLD."result", 'sha256', OLD."sha256", 'file_name', OLD."file_name", 'ended_at', OLD."ended_at", 'ended_by', OLD."ended_by", 'ended_why', OLD."ended_why", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_restore_drill_insert AFTER INSERT ON "restore_drill" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'restore_drill', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'backup', NEW."backup", 'made_at', NEW."made_at", 'at', NEW."at", 'by', NEW."by", 'machine', NEW."machine", 'whole', NEW."whole", 'words', NEW."words", 'lines', NEW."lines", 'rows', NEW."rows", 'seconds', NEW."seconds") FROM pen; END;
CREATE TRIGGER journal_restore_drill_update AFTER UPDATE ON "restore_drill" WHEN (OLD."id" IS NOT NEW."id" OR OLD."backup" IS NOT NEW."backup" OR OLD."made_at" IS NOT NEW."made_at" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."machine" IS NOT NEW."machine" OR OLD."whole" IS NOT NEW."whole" OR OLD."words" IS NOT NEW."words" OR OLD."lines" IS NOT NEW."lines" OR OLD."rows" IS NOT NEW."rows" OR OLD."seconds" IS NOT NEW."seconds") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'restore_drill', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'backup', OLD."backup", 'made_at', OLD."made_at", 'at', OLD."at", 'by', OLD."by", 'machine', OLD."machine", 'whole', OLD."whole", 'words', OLD."words", 'lines', OLD."lines", 'rows', OLD."rows", 'seconds', OLD."seconds"), json_object('id', NEW."id", 'backup', NEW."backup", 'made_at', NEW."made_at", 'at', NEW."at", 'by', NEW."by", 'machine', NEW."machine", 'whole', NEW."whole", 'words', NEW."words", 'lines', NEW."lines", 'rows', NEW."rows", 'seconds', NEW."seconds") FROM pen; END;
CREATE TRIGGER journal_restore_drill_delete AFTER DELETE ON "restore_drill" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'restore_drill', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'backup', OLD."backup", 'made_at', OLD."made_at", 'at', OLD."at", 'by', OLD."by", 'machine', OLD."machine", 'whole', OLD."whole", 'words', OLD."words", 'lines', OLD."lines", 'rows', OLD."rows", 'seconds', OLD."seconds"), NULL FROM pen; END;
CREATE TRIGGER journal_retention_insert AFTER INSERT ON "retention" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'retention', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'decision', NEW."decision", 'scope', NEW."scope", 'lawful', NEW."lawful", 'necessary', NEW."necessary", 'secure', NEW."secure", 'reason', NEW."reason", 'keep_until', NEW."keep_until", 'signature', NEW."signature", 'decided_by', NEW."decided_by", 'at', NEW."at", 'line', NEW."line", 'erased_at', NEW."erased_at", 'erased', NEW."erased") FROM pen; END;
CREATE TRIGGER journal_retention_update AFTER UPDATE ON "retention" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."decision" IS NOT NEW."decision" OR OLD."scope" IS NOT NEW."scope" OR OLD."lawful" IS NOT NEW."lawful" OR OLD."necessary" IS NOT NEW."necessary" OR OLD."secure" IS NOT NEW."secure" OR OLD."reason" IS NOT NEW."reason" OR OLD."keep_until" IS NOT NEW."keep_until" OR OLD."signature" IS NOT NEW."signature" OR OLD."decided_by" IS NOT NEW."decided_by" OR OLD."at" IS NOT NEW."at" OR OLD."line" IS NOT NEW."line" OR OLD."erased_at" IS NOT NEW."erased_at" OR OLD."erased" IS NOT NEW."erased") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'retention', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'decision', OLD."decision", 'scope', OLD."scope", 'lawful', OLD."lawful", 'necessary', OLD."necessary", 'secure', OLD."secure", 'reason', OLD."reason", 'keep_until', OLD."keep_until", 'signature', OLD."signature", 'decided_by', OLD."decided_by", 'at', OLD."at", 'line', OLD."line", 'erased_at', OLD."erased_at", 'erased', OLD."erased"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'decision', NEW."decision", 'scope', NEW."scope", 'lawful', NEW."lawful", 'necessary', NEW."necessary", 'secure', NEW."secure", 'reason', NEW."reason", 'keep_until', NEW."keep_until", 'signature', NEW."signature", 'decided_by', NEW."decided_by", 'at', NEW."at", 'line', NEW."line", 'erased_at', NEW."erased_at", 'erased', NEW."erased") FROM pen; END;
CREATE TRIGGER journal_retention_delete AFTER DELETE ON "retention" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'retention', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'decision', OLD."decision", 'scope', OLD."scope", 'lawful', OLD."lawful", 'necessary', OLD."necessary", 'secure', OLD."secure", 'reason', OLD."reason", 'keep_until', OLD."keep_until", 'signature', OLD."signature", 'decided_by', OLD."decided_by", 'at', OLD."at", 'line', OLD."line", 'erased_at', OLD."erased_at", 'erased', OLD."erased"), NULL FROM pen; END;
CREATE TRIGGER journal_risk_assessment_insert AFTER INSERT ON "risk_assessment" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'risk_assessment', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'title', NEW."title", 'as_of', NEW."as_of", 'before_id', NEW."before_id", 'summary', NEW."summary", 'state', NEW."state", 'drafted_by', NEW."drafted_by", 'drafted_at', NEW."drafted_at", 'edited_by', NEW."edited_by", 'edited_at', NEW."edited_at", 'submitted_by', NEW."submitted_by", 'submitted_at', NEW."submitted_at", 'returned_by', NEW."returned_by", 'returned_at', NEW."returned_at", 'returned_why', NEW."returned_why", 'signed_by', NEW."signed_by", 'signed_at', NEW."signed_at", 'withdrawn_by', NEW."withdrawn_by", 'withdrawn_at', NEW."withdrawn_at", 'withdrawn_why', NEW."withdrawn_why", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_risk_assessment_update AFTER UPDATE ON "risk_assessment" WHEN (OLD."id" IS NOT NEW."id" OR OLD."title" IS NOT NEW."title" OR OLD."as_of" IS NOT NEW."as_of" OR OLD."before_id" IS NOT NEW."before_id" OR OLD."summary" IS NOT NEW."summary" OR OLD."state" IS NOT NEW."state" OR OLD."drafted_by" IS NOT NEW."drafted_by" OR OLD."drafted_at" IS NOT NEW."drafted_at" OR OLD."edited_by" IS NOT NEW."edited_by" OR OLD."edited_at" IS NOT NEW."edited_at" OR OLD."submitted_by" IS NOT NEW."submitted_by" OR OLD."submitted_at" IS NOT NEW."submitted_at" OR OLD."returned_by" IS NOT NEW."returned_by" OR OLD."returned_at" IS NOT NEW."returned_at" OR OLD."returned_why" IS NOT NEW."returned_why" OR OLD."signed_by" IS NOT NEW."signed_by" OR OLD."signed_at" IS NOT NEW."signed_at" OR OLD."withdrawn_by" IS NOT NEW."withdrawn_by" OR OLD."withdrawn_at" IS NOT NEW."withdrawn_at" OR OLD."withdrawn_why" IS NOT NEW."withdrawn_why" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'risk_assessment', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'title', OLD."title", 'as_of', OLD."as_of", 'before_id', OLD."before_id", 'summary', OLD."summary", 'state', OLD."state", 'drafted_by', OLD."drafted_by", 'drafted_at', OLD."drafted_at", 'edited_by', OLD."edited_by", 'edited_at', OLD."edited_at", 'submitted_by', OLD."submitted_by", 'submitted_at', OLD."submitted_at", 'returned_by', OLD."returned_by", 'returned_at', OLD."returned_at", 'returned_why', OLD."returned_why", 'signed_by', OLD."signed_by", 'signed_at', OLD."signed_at", 'withdrawn_by', OLD."withdrawn_by", 'withdrawn_at', OLD."withdrawn_at", 'withdrawn_why', OLD."withdrawn_why", 'version', OLD."version"), json_object('id', NEW."id", 'title', NEW."title", 'as_of', NEW."as_of", 'before_id', NEW."before_id", 'summary', NEW."summary", 'state', NEW."state", 'drafted_by', NEW."drafted_by", 'drafted_at', NEW."drafted_at", 'edited_by', NEW."edited_by", 'edited_at', NEW."edited_at", 'submitted_by', NEW."submitted_by", 'submitted_at', NEW."submitted_at", 'returned_by', NEW."returned_by", 'returned_at', NEW."returned_at", 'returned_why', NEW."returned_why", 'signed_by', NEW."signed_by", 'signed_at', NEW."signed_at", 'withdrawn_by', NEW."withdrawn_by", 'withdrawn_at', NEW."withdrawn_at", 'withdrawn_why', NEW."withdrawn_why", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_risk_assessment_delete AFTER DELETE ON "risk_assessment" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'risk_assessment', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'title', OLD."title", 'as_of', OLD."as_of", 'before_id', OLD."before_id", 'summary', OLD."summary", 'state', OLD."state", 'drafted_by', OLD."drafted_by", 'drafted_at', OLD."drafted_at", 'edited_by', OLD."edited_by", 'edited_at', OLD."edited_at", 'submitted_by', OLD."submitted_by", 'submitted_at', OLD."submitted_at", 'returned_by', OLD."returned_by", 'returned_at', OLD."returned_at", 'returned_why', OLD."returned_why", 'signed_by', OLD."signed_by", 'signed_at', OLD."signed_at", 'withdrawn_by', OLD."withdrawn_by", 'withdrawn_at', OLD."withdrawn_at", 'withdrawn_why', OLD."withdrawn_why", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_risk_assessment_line_insert AFTER INSERT ON "risk_assessment_line" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'risk_assessment_line', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'assessment_id', NEW."assessment_id", 'scope', NEW."scope", 'key', NEW."key", 'title', NEW."title", 'county', NEW."county", 'rank', NEW."rank", 'points', NEW."points", 'computed', NEW."computed", 'correction', NEW."correction", 'band', NEW."band", 'people', NEW."people", 'complaints', NEW."complaints", 'reasons', NEW."reasons", 'judgement', NEW."judgement", 'measures', NEW."measures", 'judged_by', NEW."judged_by", 'judged_at', NEW."judged_at", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_risk_assessment_line_update AFTER UPDATE ON "risk_assessment_line" WHEN (OLD."id" IS NOT NEW."id" OR OLD."assessment_id" IS NOT NEW."assessment_id" OR OLD."scope" IS NOT NEW."scope" OR OLD."key" IS NOT NEW."key" OR OLD."title" IS NOT NEW."title" OR OLD."county" IS NOT NEW."county" OR OLD."rank" IS NOT NEW."rank" OR OLD."points" IS NOT NEW."points" OR OLD."computed" IS NOT NEW."computed" OR OLD."correction" IS NOT NEW."correction" OR OLD."band" IS NOT NEW."band" OR OLD."people" IS NOT NEW."people" OR OLD."complaints" IS NOT NEW."complaints" OR OLD."reasons" IS NOT NEW."reasons" OR OLD."judgement" IS NOT NEW."judgement" OR OLD."measures" IS NOT NEW."measures" OR OLD."judged_by" IS NOT NEW."judged_by" OR OLD."judged_at" IS NOT NEW."judged_at" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'risk_assessment_line', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'assessment_id', OLD."assessment_id", 'scope', OLD."scope", 'key', OLD."key", 'title', OLD."title", 'county', OLD."county", 'rank', OLD."rank", 'points', OLD."points", 'computed', OLD."computed", 'correction', OLD."correction", 'band', OLD."band", 'people', OLD."people", 'complaints', OLD."complaints", 'reasons', OLD."reasons", 'judgement', OLD."judgement", 'measures', OLD."measures", 'judged_by', OLD."judged_by", 'judged_at', OLD."judged_at", 'version', OLD."version"), json_object('id', NEW."id", 'assessment_id', NEW."assessment_id", 'scope', NEW."scope", 'key', NEW."key", 'title', NEW."title", 'county', NEW."county", 'rank', NEW."rank", 'points', NEW."points", 'computed', NEW."computed", 'correction', NEW."correction", 'band', NEW."band", 'people', NEW."people", 'complaints', NEW."complaints", 'reasons', NEW."reasons", 'judgement', NEW."judgement", 'measures', NEW."measures", 'judged_by', NEW."judged_by", 'judged_at', NEW."judged_at", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_risk_assessment_line_delete AFTER DELETE ON "risk_assessment_line" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'risk_assessment_line', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'assessment_id', OLD."assessment_id", 'scope', OLD."scope", 'key', OLD."key", 'title', OLD."title", 'county', OLD."county", 'rank', OLD."rank", 'points', OLD."points", 'computed', OLD."computed", 'correction', OLD."correction", 'band', OLD."band", 'people', OLD."people", 'complaints', OLD."complaints", 'reasons', OLD."reasons", 'judgement', OLD."judgement", 'measures', OLD."measures", 'judged_by', OLD."judged_by", 'judged_at', OLD."judged_at", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_risk_finding_insert AFTER INSERT ON "risk_finding" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'risk_finding', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'risk_record_id', NEW."risk_record_id", 'words', NEW."words", 'group', NEW."group", 'person_id', NEW."person_id", 'district', NEW."district", 'due_at', NEW."due_at", 'at', NEW."at", 'by', NEW."by", 'closed_at', NEW."closed_at", 'closed_by', NEW."closed_by", 'dropped_at', NEW."dropped_at", 'dropped_by', NEW."dropped_by", 'dropped_why', NEW."dropped_why", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_risk_finding_update AFTER UPDATE ON "risk_finding" WHEN (OLD."id" IS NOT NEW."id" OR OLD."risk_record_id" IS NOT NEW."risk_record_id" OR OLD."words" IS NOT NEW."words" OR OLD."group" IS NOT NEW."group" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."district" IS NOT NEW."district" OR OLD."due_at" IS NOT NEW."due_at" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."closed_at" IS NOT NEW."closed_at" OR OLD."closed_by" IS NOT NEW."closed_by" OR OLD."dropped_at" IS NOT NEW."dropped_at" OR OLD."dropped_by" IS NOT NEW."dropped_by" OR OLD."dropped_why" IS NOT NEW."dropped_why" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'risk_finding', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'risk_record_id', OLD."risk_record_id", 'words', OLD."words", 'group', OLD."group", 'person_id', OLD."person_id", 'district', OLD."district", 'due_at', OLD."due_at", 'at', OLD."at", 'by', OLD."by", 'closed_at', OLD."closed_at", 'closed_by', OLD."closed_by", 'dropped_at', OLD."dropped_at", 'dropped_by', OLD."dropped_by", 'dropped_why', OLD."dropped_why", 'version', OLD."version"), json_object('id', NEW."id", 'risk_record_id', NEW."risk_record_id", 'words', NEW."words", 'group', NEW."group", 'person_id', NEW."person_id", 'district', NEW."district", 'due_at', NEW."due_at", 'at', NEW."at", 'by', NEW."by", 'closed_at', NEW."closed_at", 'closed_by', NEW."closed_by", 'dropped_at', NEW."dropped_at", 'dropped_by', NEW."dropped_by", 'dropped_why', NEW."dropped_why", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_risk_finding_delete AFTER DELETE ON "risk_finding" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'risk_finding', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'risk_record_id', OLD."risk_record_id", 'words', OLD."words", 'group', OLD."group", 'person_id', OLD."person_id", 'district', OLD."district", 'due_at', OLD."due_at", 'at', OLD."at", 'by', OLD."by", 'closed_at', OLD."closed_at", 'closed_by', OLD."closed_by", 'dropped_at', OLD."dropped_at", 'dropped_by', OLD."dropped_by", 'dropped_why', OLD."dropped_why", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_risk_finding_check_insert AFTER INSERT ON "risk_finding_check" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'risk_finding_check', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'finding_id', NEW."finding_id", 'passed', NEW."passed", 'words', NEW."words", 'next_due_at', NEW."next_due_at", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_risk_finding_check_update AFTER UPDATE ON "risk_finding_check" WHEN (OLD."id" IS NOT NEW."id" OR OLD."finding_id" IS NOT NEW."finding_id" OR OLD."passed" IS NOT NEW."passed" OR OLD."words" IS NOT NEW."words" OR OLD."next_due_at" IS NOT NEW."next_due_at" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'risk_finding_check', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'finding_id', OLD."finding_id", 'passed', OLD."passed", 'words', OLD."words", 'next_due_at', OLD."next_due_at", 'at', OLD."at", 'by', OLD."by"), json_object('id', NEW."id", 'finding_id', NEW."finding_id", 'passed', NEW."passed", 'words', NEW."words", 'next_due_at', NEW."next_due_at", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_risk_finding_check_delete AFTER DELETE ON "risk_finding_check" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'risk_finding_check', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'finding_id', OLD."finding_id", 'passed', OLD."passed", 'words', OLD."words", 'next_due_at', OLD."next_due_at", 'at', OLD."at", 'by', OLD."by"), NULL FROM pen; END;
CREATE TRIGGER journal_risk_judgement_insert AFTER INSERT ON "risk_judgement" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'risk_judgement', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'scope', NEW."scope", 'key', NEW."key", 'act', NEW."act", 'points', NEW."points", 'correction', NEW."correction", 'words', NEW."words", 'district', NEW."district", 'due_at', NEW."due_at", 'done_at', NEW."done_at", 'done_words', NEW."done_words", 'done_by', NEW."done_by", 'person_id', NEW."person_id", 'by', NEW."by", 'at', NEW."at", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_risk_judgement_update AFTER UPDATE ON "risk_judgement" WHEN (OLD."id" IS NOT NEW."id" OR OLD."scope" IS NOT NEW."scope" OR OLD."key" IS NOT NEW."key" OR OLD."act" IS NOT NEW."act" OR OLD."points" IS NOT NEW."points" OR OLD."correction" IS NOT NEW."correction" OR OLD."words" IS NOT NEW."words" OR OLD."district" IS NOT NEW."district" OR OLD."due_at" IS NOT NEW."due_at" OR OLD."done_at" IS NOT NEW."done_at" OR OLD."done_words" IS NOT NEW."done_words" OR OLD."done_by" IS NOT NEW."done_by" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'risk_judgement', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'scope', OLD."scope", 'key', OLD."key", 'act', OLD."act", 'points', OLD."points", 'correction', OLD."correction", 'words', OLD."words", 'district', OLD."district", 'due_at', OLD."due_at", 'done_at', OLD."done_at", 'done_words', OLD."done_words", 'done_by', OLD."done_by", 'person_id', OLD."person_id", 'by', OLD."by", 'at', OLD."at", 'version', OLD."version"), json_object('id', NEW."id", 'scope', NEW."scope", 'key', NEW."key", 'act', NEW."act", 'points', NEW."points", 'correction', NEW."correction", 'words', NEW."words", 'district', NEW."district", 'due_at', NEW."due_at", 'done_at', NEW."done_at", 'done_words', NEW."done_words", 'done_by', NEW."done_by", 'person_id', NEW."person_id", 'by', NEW."by", 'at', NEW."at", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_risk_judgement_delete AFTER DELETE ON "risk_judgement" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'risk_judgement', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'scope', OLD."scope", 'key', OLD."key", 'act', OLD."act", 'points', OLD."points", 'correction', OLD."correction", 'words', OLD."words", 'district', OLD."district", 'due_at', OLD."due_at", 'done_at', OLD."done_at", 'done_words', OLD."done_words", 'done_by', OLD."done_by", 'person_id', OLD."person_id", 'by', OLD."by", 'at', OLD."at", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_risk_record_insert AFTER INSERT ON "risk_record" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'risk_record', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'kind', NEW."kind", 'system', NEW."system", 'number', NEW."number", 'title', NEW."title", 'held_at', NEW."held_at", 'subject_id', NEW."subject_id", 'subject_name', NEW."subject_name", 'credit_code', NEW."credit_code", 'category', NEW."category", 'district', NEW."district", 'officers', NEW."officers", 'result', NEW."result", 'problems', NEW."problems", 'asked', NEW."asked", 'unhappy', NEW."unhappy", 'findings', NEW."findings", 'follow_up_at', NEW."follow_up_at", 'followed_at', NEW."followed_at", 'followed_words', NEW."followed_words", 'followed_by', NEW."followed_by", 'file_name', NEW."file_name", 'at', NEW."at", 'by', NEW."by", 'corrected_at', NEW."corrected_at", 'corrected_by', NEW."corrected_by", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_risk_record_update AFTER UPDATE ON "risk_record" WHEN (OLD."id" IS NOT NEW."id" OR OLD."kind" IS NOT NEW."kind" OR OLD."system" IS NOT NEW."system" OR OLD."number" IS NOT NEW."number" OR OLD."title" IS NOT NEW."title" OR OLD."held_at" IS NOT NEW."held_at" OR OLD."subject_id" IS NOT NEW."subject_id" OR OLD."subject_name" IS NOT NEW."subject_name" OR OLD."credit_code" IS NOT NEW."credit_code" OR OLD."category" IS NOT NEW."category" OR OLD."district" IS NOT NEW."district" OR OLD."officers" IS NOT NEW."officers" OR OLD."result" IS NOT NEW."result" OR OLD."problems" IS NOT NEW."problems" OR OLD."asked" IS NOT NEW."asked" OR OLD."unhappy" IS NOT NEW."unhappy" OR OLD."findings" IS NOT NEW."findings" OR OLD."follow_up_at" IS NOT NEW."follow_up_at" OR OLD."followed_at" IS NOT NEW."followed_at" OR OLD."followed_words" IS NOT NEW."followed_words" OR OLD."followed_by" IS NOT NEW."followed_by" OR OLD."file_name" IS NOT NEW."file_name" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."corrected_at" IS NOT NEW."corrected_at" OR OLD."corrected_by" IS NOT NEW."corrected_by" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'risk_record', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'kind', OLD."kind", 'system', OLD."system", 'number', OLD."number", 'title', OLD."title", 'held_at', OLD."held_at", 'subject_id', OLD."subject_id", 'subject_name', OLD."subject_name", 'credit_code', OLD."credit_code", 'category', OLD."category", 'district', OLD."district", 'officers', OLD."officers", 'result', OLD."result", 'problems', OLD."problems", 'asked', OLD."asked", 'unhappy', OLD."unhappy", 'findings', OLD."findings", 'follow_up_at', OLD."follow_up_at", 'followed_at', OLD."followed_at", 'followed_words', OLD."followed_words", 'followed_by', OLD."followed_by", 'file_name', OLD."file_name", 'at', OLD."at", 'by', OLD."by", 'corrected_at', OLD."corrected_at", 'corrected_by', OLD."corrected_by", 'version', OLD."version"), json_object('id', NEW."id", 'kind', NEW."kind", 'system', NEW."system", 'number', NEW."number", 'title', NEW."title", 'held_at', NEW."held_at", 'subject_id', NEW."subject_id", 'subject_name', NEW."subject_name", 'credit_code', NEW."credit_code", 'category', NEW."category", 'district', NEW."district", 'officers', NEW."officers", 'result', NEW."result", 'problems', NEW."problems", 'asked', NEW."asked", 'unhappy', NEW."unhappy", 'findings', NEW."findings", 'follow_up_at', NEW."follow_up_at", 'followed_at', NEW."followed_at", 'followed_words', NEW."followed_words", 'followed_by', NEW."followed_by", 'file_name', NEW."file_name", 'at', NEW."at", 'by', NEW."by", 'corrected_at', NEW."corrected_at", 'corrected_by', NEW."corrected_by", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_risk_record_delete AFTER DELETE ON "risk_record" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'risk_record', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'kind', OLD."kind", 'system', OLD."system", 'number', OLD."number", 'title', OLD."title", 'held_at', OLD."held_at", 'subject_id', OLD."subject_id", 'subject_name', OLD."subject_name", 'credit_code', OLD."credit_code", 'category', OLD."category", 'district', OLD."district", 'officers', OLD."officers", 'result', OLD."result", 'problems', OLD."problems", 'asked', OLD."asked", 'unhappy', OLD."unhappy", 'findings', OLD."findings", 'follow_up_at', OLD."follow_up_at", 'followed_at', OLD."followed_at", 'followed_words', OLD."followed_words", 'followed_by', OLD."followed_by", 'file_name', OLD."file_name", 'at', OLD."at", 'by', OLD."by", 'corrected_at', OLD."corrected_at", 'corrected_by', OLD."corrected_by", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_role_grant_insert AFTER INSERT ON "role_grant" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'role_grant', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'person_id', NEW."person_id", 'role', NEW."role", 'group', NEW."group", 'district', NEW."district", 'valid_from', NEW."valid_from", 'valid_until', NEW."valid_until", 'granted_by', NEW."granted_by", 'stands_for', NEW."stands_for", 'reason', NEW."reason", 'for_incident', NEW."for_incident", 'confirmed_at', NEW."confirmed_at", 'confirmed_by', NEW."confirmed_by", 'refused_at', NEW."refused_at", 'refused_by', NEW."refused_by", 'refused_why', NEW."refused_why") FROM pen; END;
CREATE TRIGGER journal_role_grant_update AFTER UPDATE ON "role_grant" WHEN (OLD."id" IS NOT NEW."id" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."role" IS NOT NEW."role" OR OLD."group" IS NOT NEW."group" OR OLD."district" IS NOT NEW."district" OR OLD."valid_from" IS NOT NEW."valid_from" OR OLD."valid_until" IS NOT NEW."valid_until" OR OLD."granted_by" IS NOT NEW."granted_by" OR OLD."stands_for" IS NOT NEW."stands_for" OR OLD."reason" IS NOT NEW."reason" OR OLD."for_incident" IS NOT NEW."for_incident" OR OLD."confirmed_at" IS NOT NEW."confirmed_at" OR OLD."confirmed_by" IS NOT NEW."confirmed_by" OR OLD."refused_at" IS NOT NEW."refused_at" OR OLD."refused_by" IS NOT NEW."refused_by" OR OLD."refused_why" IS NOT NEW."refused_why") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'role_grant', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'person_id', OLD."person_id", 'role', OLD."role", 'group', OLD."group", 'district', OLD."district", 'valid_from', OLD."valid_from", 'valid_until', OLD."valid_until", 'granted_by', OLD."granted_by", 'stands_for', OLD."stands_for", 'reason', OLD."reason", 'for_incident', OLD."for_incident", 'confirmed_at', OLD."confirmed_at", 'confirmed_by', OLD."confirmed_by", 'refused_at', OLD."refused_at", 'refused_by', OLD."refused_by", 'refused_why', OLD."refused_why"), json_object('id', NEW."id", 'person_id', NEW."person_id", 'role', NEW."role", 'group', NEW."group", 'district', NEW."district", 'valid_from', NEW."valid_from", 'valid_until', NEW."valid_until", 'granted_by', NEW."granted_by", 'stands_for', NEW."stands_for", 'reason', NEW."reason", 'for_incident', NEW."for_incident", 'confirmed_at', NEW."confirmed_at", 'confirmed_by', NEW."confirmed_by", 'refused_at', NEW."refused_at", 'refused_by', NEW."refused_by", 'refused_why', NEW."refused_why") FROM pen; END;
CREATE TRIGGER journal_role_grant_delete AFTER DELETE ON "role_grant" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'role_grant', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'person_id', OLD."person_id", 'role', OLD."role", 'group', OLD."group", 'district', OLD."district", 'valid_from', OLD."valid_from", 'valid_until', OLD."valid_until", 'granted_by', OLD."granted_by", 'stands_for', OLD."stands_for", 'reason', OLD."reason", 'for_incident', OLD."for_incident", 'confirmed_at', OLD."confirmed_at", 'confirmed_by', OLD."confirmed_by", 'refused_at', OLD."refused_at", 'refused_by', OLD."refused_by", 'refused_why', OLD."refused_why"), NULL FROM pen; END;
CREATE TRIGGER journal_setting_insert AFTER INSERT ON "setting" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'setting', CAST(NEW."key" AS TEXT), 'insert', NULL, json_object('key', NEW."key", 'value', NEW."value", 'source', NEW."source") FROM pen; END;
CREATE TRIGGER journal_setting_update AFTER UPDATE ON "setting" WHEN (OLD."key" IS NOT NEW."key" OR OLD."value" IS NOT NEW."value" OR OLD."source" IS NOT NEW."source") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'setting', CAST(NEW."key" AS TEXT), 'update', json_object('key', OLD."key", 'value', OLD."value", 'source', OLD."source"), json_object('key', NEW."key", 'value', NEW."value", 'source', NEW."source") FROM pen; END;
CREATE TRIGGER journal_setting_delete AFTER DELETE ON "setting" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'setting', CAST(OLD."key" AS TEXT), 'delete', json_object('key', OLD."key", 'value', OLD."value", 'source', OLD."source"), NULL FROM pen; END;
CREATE TRIGGER journal_signal_insert AFTER INSERT ON "signal" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'signal', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'stream', NEW."stream", 'key', NEW."key", 'detector', NEW."detector", 'title', NEW."title", 'subject_id', NEW."subject_id", 'brand', NEW."brand", 'category', NEW."category", 'problem', NEW."problem", 'districts', NEW."districts", 'town', NEW."town", 'channel', NEW."channel", 'keywords', NEW."keywords", 'since_at', NEW."since_at", 'until_at', NEW."until_at", 'found_at', NEW."found_at", 'as_of', NEW."as_of", 'observed', NEW."observed", 'people', NEW."people", 'expected', NEW."expected", 'surprise', NEW."surprise", 'recurrence_days', NEW."recurrence_days", 'words', NEW."words", 'flagged', NEW."flagged", 'state', NEW."state", 'state_at', NEW."state_at", 'judged_observed', NEW."judged_observed", 'merged_into', NEW."merged_into", 'warning_id', NEW."warning_id", 'incident_id', NEW."incident_id", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_signal_update AFTER UPDATE ON "signal" WHEN (OLD."id" IS NOT NEW."id" OR OLD."stream" IS NOT NEW."stream" OR OLD."key" IS NOT NEW."key" OR OLD."detector" IS NOT NEW."detector" OR OLD."title" IS NOT NEW."title" OR OLD."subject_id" IS NOT NEW."subject_id" OR OLD."brand" IS NOT NEW."brand" OR OLD."category" IS NOT NEW."category" OR OLD."problem" IS NOT NEW."problem" OR OLD."districts" IS NOT NEW."districts" OR OLD."town" IS NOT NEW."town" OR OLD."channel" IS NOT NEW."channel" OR OLD."keywords" IS NOT NEW."keywords" OR OLD."since_at" IS NOT NEW."since_at" OR OLD."until_at" IS NOT NEW."until_at" OR OLD."found_at" IS NOT NEW."found_at" OR OLD."as_of" IS NOT NEW."as_of" OR OLD."observed" IS NOT NEW."observed" OR OLD."people" IS NOT NEW."people" OR OLD."expected" IS NOT NEW."expected" OR OLD."surprise" IS NOT NEW."surprise" OR OLD."recurrence_days" IS NOT NEW."recurrence_days" OR OLD."words" IS NOT NEW."words" OR OLD."flagged" IS NOT NEW."flagged" OR OLD."state" IS NOT NEW."state" OR OLD."state_at" IS NOT NEW."state_at" OR OLD."judged_observed" IS NOT NEW."judged_observed" OR OLD."merged_into" IS NOT NEW."merged_into" OR OLD."warning_id" IS NOT NEW."warning_id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'signal', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'stream', OLD."stream", 'key', OLD."key", 'detector', OLD."detector", 'title', OLD."title", 'subject_id', OLD."subject_id", 'brand', OLD."brand", 'category', OLD."category", 'problem', OLD."problem", 'districts', OLD."districts", 'town', OLD."town", 'channel', OLD."channel", 'keywords', OLD."keywords", 'since_at', OLD."since_at", 'until_at', OLD."until_at", 'found_at', OLD."found_at", 'as_of', OLD."as_of", 'observed', OLD."observed", 'people', OLD."people", 'expected', OLD."expected", 'surprise', OLD."surprise", 'recurrence_days', OLD."recurrence_days", 'words', OLD."words", 'flagged', OLD."flagged", 'state', OLD."state", 'state_at', OLD."state_at", 'judged_observed', OLD."judged_observed", 'merged_into', OLD."merged_into", 'warning_id', OLD."warning_id", 'incident_id', OLD."incident_id", 'version', OLD."version"), json_object('id', NEW."id", 'stream', NEW."stream", 'key', NEW."key", 'detector', NEW."detector", 'title', NEW."title", 'subject_id', NEW."subject_id", 'brand', NEW."brand", 'category', NEW."category", 'problem', NEW."problem", 'districts', NEW."districts", 'town', NEW."town", 'channel', NEW."channel", 'keywords', NEW."keywords", 'since_at', NEW."since_at", 'until_at', NEW."until_at", 'found_at', NEW."found_at", 'as_of', NEW."as_of", 'observed', NEW."observed", 'people', NEW."people", 'expected', NEW."expected", 'surprise', NEW."surprise", 'recurrence_days', NEW."recurrence_days", 'words', NEW."words", 'flagged', NEW."flagged", 'state', NEW."state", 'state_at', NEW."state_at", 'judged_observed', NEW."judged_observed", 'merged_into', NEW."merged_into", 'warning_id', NEW."warning_id", 'incident_id', NEW."incident_id", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_signal_delete AFTER DELETE ON "signal" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'signal', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'stream', OLD."stream", 'key', OLD."key", 'detector', OLD."detector", 'title', OLD."title", 'subject_id', OLD."subject_id", 'brand', OLD."brand", 'category', OLD."category", 'problem', OLD."problem", 'districts', OLD."districts", 'town', OLD."town", 'channel', OLD."channel", 'keywords', OLD."keywords", 'since_at', OLD."since_at", 'until_at', OLD."until_at", 'found_at', OLD."found_at", 'as_of', OLD."as_of", 'observed', OLD."observed", 'people', OLD."people", 'expected', OLD."expected", 'surprise', OLD."surprise", 'recurrence_days', OLD."recurrence_days", 'words', OLD."words", 'flagged', OLD."flagged", 'state', OLD."state", 'state_at', OLD."state_at", 'judged_observed', OLD."judged_observed", 'merged_into', OLD."merged_into", 'warning_id', OLD."warning_id", 'incident_id', OLD."incident_id", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_signal_complaint_insert AFTER INSERT ON "signal_complaint" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'signal_complaint', CAST(NEW."signal_id" || '/' || NEW."complaint_id" AS TEXT), 'insert', NULL, json_object('signal_id', NEW."signal_id", 'complaint_id', NEW."complaint_id", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_signal_complaint_update AFTER UPDATE ON "signal_complaint" WHEN (OLD."signal_id" IS NOT NEW."signal_id" OR OLD."complaint_id" IS NOT NEW."complaint_id" OR OLD."at" IS NOT NEW."at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'signal_complaint', CAST(NEW."signal_id" || '/' || NEW."complaint_id" AS TEXT), 'update', json_object('signal_id', OLD."signal_id", 'complaint_id', OLD."complaint_id", 'at', OLD."at"), json_object('signal_id', NEW."signal_id", 'complaint_id', NEW."complaint_id", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_signal_complaint_delete AFTER DELETE ON "signal_complaint" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'signal_complaint', CAST(OLD."signal_id" || '/' || OLD."complaint_id" AS TEXT), 'delete', json_object('signal_id', OLD."signal_id", 'complaint_id', OLD."complaint_id", 'at', OLD."at"), NULL FROM pen; END;
CREATE TRIGGER journal_signal_note_insert AFTER INSERT ON "signal_note" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'signal_note', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'signal_id', NEW."signal_id", 'act', NEW."act", 'words', NEW."words", 'other_signal', NEW."other_signal", 'observed', NEW."observed", 'person_id', NEW."person_id", 'by', NEW."by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_signal_note_update AFTER UPDATE ON "signal_note" WHEN (OLD."id" IS NOT NEW."id" OR OLD."signal_id" IS NOT NEW."signal_id" OR OLD."act" IS NOT NEW."act" OR OLD."words" IS NOT NEW."words" OR OLD."other_signal" IS NOT NEW."other_signal" OR OLD."observed" IS NOT NEW."observed" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'signal_note', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'signal_id', OLD."signal_id", 'act', OLD."act", 'words', OLD."words", 'other_signal', OLD."other_signal", 'observed', OLD."observed", 'person_id', OLD."person_id", 'by', OLD."by", 'at', OLD."at"), json_object('id', NEW."id", 'signal_id', NEW."signal_id", 'act', NEW."act", 'words', NEW."words", 'other_signal', NEW."other_signal", 'observed', NEW."observed", 'person_id', NEW."person_id", 'by', NEW."by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_signal_note_delete AFTER DELETE ON "signal_note" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'signal_note', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'signal_id', OLD."signal_id", 'act', OLD."act", 'words', OLD."words", 'other_signal', OLD."other_signal", 'observed', OLD."observed", 'person_id', OLD."person_id", 'by', OLD."by", 'at', OLD."at"), NULL FROM pen; END;
CREATE TRIGGER journal_site_report_insert AFTER INSERT ON "site_report" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'site_report', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'place_id', NEW."place_id", 'place', NEW."place", 'head_count', NEW."head_count", 'mood', NEW."mood", 'damage', NEW."damage", 'measures', NEW."measures", 'needs', NEW."needs", 'closes', NEW."closes", 'seen_at', NEW."seen_at", 'at', NEW."at", 'by', NEW."by", 'office', NEW."office") FROM pen; END;
CREATE TRIGGER journal_site_report_update AFTER UPDATE ON "site_report" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."place_id" IS NOT NEW."place_id" OR OLD."place" IS NOT NEW."place" OR OLD."head_count" IS NOT NEW."head_count" OR OLD."mood" IS NOT NEW."mood" OR OLD."damage" IS NOT NEW."damage" OR OLD."measures" IS NOT NEW."measures" OR OLD."needs" IS NOT NEW."needs" OR OLD."closes" IS NOT NEW."closes" OR OLD."seen_at" IS NOT NEW."seen_at" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."office" IS NOT NEW."office") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'site_report', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'place_id', OLD."place_id", 'place', OLD."place", 'head_count', OLD."head_count", 'mood', OLD."mood", 'damage', OLD."damage", 'measures', OLD."measures", 'needs', OLD."needs", 'closes', OLD."closes", 'seen_at', OLD."seen_at", 'at', OLD."at", 'by', OLD."by", 'office', OLD."office"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'place_id', NEW."place_id", 'place', NEW."place", 'head_count', NEW."head_count", 'mood', NEW."mood", 'damage', NEW."damage", 'measures', NEW."measures", 'needs', NEW."needs", 'closes', NEW."closes", 'seen_at', NEW."seen_at", 'at', NEW."at", 'by', NEW."by", 'office', NEW."office") FROM pen; END;
CREATE TRIGGER journal_site_report_delete AFTER DELETE ON "site_report" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'site_report', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'place_id', OLD."place_id", 'place', OLD."place", 'head_count', OLD."head_count", 'mood', OLD."mood", 'damage', OLD."damage", 'measures', OLD."measures", 'needs', OLD."needs", 'closes', OLD."closes", 'seen_at', OLD."seen_at", 'at', OLD."at", 'by', OLD."by", 'office', OLD."office"), NULL FROM pen; END;
CREATE TRIGGER journal_step_insert AFTER INSERT ON "step" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'step', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'code', NEW."code", 'title', NEW."title", 'detail', NEW."detail", 'group', NEW."group", 'clause', NEW."clause", 'basis', NEW."basis", 'must', NEW."must", 'position', NEW."position", 'deadline_at', NEW."deadline_at", 'state', NEW."state", 'assigned_to', NEW."assigned_to", 'done_at', NEW."done_at", 'done_by', NEW."done_by", 'dropped_why', NEW."dropped_why", 'round', NEW."round", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_step_update AFTER UPDATE ON "step" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."code" IS NOT NEW."code" OR OLD."title" IS NOT NEW."title" OR OLD."detail" IS NOT NEW."detail" OR OLD."group" IS NOT NEW."group" OR OLD."clause" IS NOT NEW."clause" OR OLD."basis" IS NOT NEW."basis" OR OLD."must" IS NOT NEW."must" OR OLD."position" IS NOT NEW."position" OR OLD."deadline_at" IS NOT NEW."deadline_at" OR OLD."state" IS NOT NEW."state" OR OLD."assigned_to" IS NOT NEW."assigned_to" OR OLD."done_at" IS NOT NEW."done_at" OR OLD."done_by" IS NOT NEW."done_by" OR OLD."dropped_why" IS NOT NEW."dropped_why" OR OLD."round" IS NOT NEW."round" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'step', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'code', OLD."code", 'title', OLD."title", 'detail', OLD."detail", 'group', OLD."group", 'clause', OLD."clause", 'basis', OLD."basis", 'must', OLD."must", 'position', OLD."position", 'deadline_at', OLD."deadline_at", 'state', OLD."state", 'assigned_to', OLD."assigned_to", 'done_at', OLD."done_at", 'done_by', OLD."done_by", 'dropped_why', OLD."dropped_why", 'round', OLD."round", 'version', OLD."version"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'code', NEW."code", 'title', NEW."title", 'detail', NEW."detail", 'group', NEW."group", 'clause', NEW."clause", 'basis', NEW."basis", 'must', NEW."must", 'position', NEW."position", 'deadline_at', NEW."deadline_at", 'state', NEW."state", 'assigned_to', NEW."assigned_to", 'done_at', NEW."done_at", 'done_by', NEW."done_by", 'dropped_why', NEW."dropped_why", 'round', NEW."round", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_step_delete AFTER DELETE ON "step" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'step', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'code', OLD."code", 'title', OLD."title", 'detail', OLD."detail", 'group', OLD."group", 'clause', OLD."clause", 'basis', OLD."basis", 'must', OLD."must", 'position', OLD."position", 'deadline_at', OLD."deadline_at", 'state', OLD."state", 'assigned_to', OLD."assigned_to", 'done_at', OLD."done_at", 'done_by', OLD."done_by", 'dropped_why', OLD."dropped_why", 'round', OLD."round", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_step_note_insert AFTER INSERT ON "step_note" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'step_note', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'step_id', NEW."step_id", 'at', NEW."at", 'by', NEW."by", 'text', NEW."text") FROM pen; END;
CREATE TRIGGER journal_step_note_update AFTER UPDATE ON "step_note" WHEN (OLD."id" IS NOT NEW."id" OR OLD."step_id" IS NOT NEW."step_id" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."text" IS NOT NEW."text") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'step_note', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'step_id', OLD."step_id", 'at', OLD."at", 'by', OLD."by", 'text', OLD."text"), json_object('id', NEW."id", 'step_id', NEW."step_id", 'at', NEW."at", 'by', NEW."by", 'text', NEW."text") FROM pen; END;
CREATE TRIGGER journal_step_note_delete AFTER DELETE ON "step_note" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'step_note', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'step_id', OLD."step_id", 'at', OLD."at", 'by', OLD."by", 'text', OLD."text"), NULL FROM pen; END;
CREATE TRIGGER journal_stock_item_insert AFTER INSERT ON "stock_item" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'stock_item', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'name', NEW."name", 'kind', NEW."kind", 'store', NEW."store", 'unit', NEW."unit", 'used_up', NEW."used_up", 'minimum', NEW."minimum", 'on_hand', NEW."on_hand", 'lent', NEW."lent", 'valid_until', NEW."valid_until", 'check_months', NEW."check_months", 'checked_at', NEW."checked_at", 'checked_by', NEW."checked_by", 'plate', NEW."plate", 'driver', NEW."driver", 'mileage', NEW."mileage", 'inspected_until', NEW."inspected_until", 'at', NEW."at", 'by', NEW."by", 'edited_at', NEW."edited_at", 'edited_by', NEW."edited_by", 'retired_at', NEW."retired_at", 'retired_by', NEW."retired_by") FROM pen; END;
CREATE TRIGGER journal_stock_item_update AFTER UPDATE ON "stock_item" WHEN (OLD."id" IS NOT NEW."id" OR OLD."name" IS NOT NEW."name" OR OLD."kind" IS NOT NEW."kind" OR OLD."store" IS NOT NEW."store" OR OLD."unit" IS NOT NEW."unit" OR OLD."used_up" IS NOT NEW."used_up" OR OLD."minimum" IS NOT NEW."minimum" OR OLD."on_hand" IS NOT NEW."on_hand" OR OLD."lent" IS NOT NEW."lent" OR OLD."valid_until" IS NOT NEW."valid_until" OR OLD."check_months" IS NOT NEW."check_months" OR OLD."checked_at" IS NOT NEW."checked_at" OR OLD."checked_by" IS NOT NEW."checked_by" OR OLD."plate" IS NOT NEW."plate" OR OLD."driver" IS NOT NEW."driver" OR OLD."mileage" IS NOT NEW."mileage" OR OLD."inspected_until" IS NOT NEW."inspected_until" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."edited_at" IS NOT NEW."edited_at" OR OLD."edited_by" IS NOT NEW."edited_by" OR OLD."retired_at" IS NOT NEW."retired_at" OR OLD."retired_by" IS NOT NEW."retired_by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'stock_item', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'name', OLD."name", 'kind', OLD."kind", 'store', OLD."store", 'unit', OLD."unit", 'used_up', OLD."used_up", 'minimum', OLD."minimum", 'on_hand', OLD."on_hand", 'lent', OLD."lent", 'valid_until', OLD."valid_until", 'check_months', OLD."check_months", 'checked_at', OLD."checked_at", 'checked_by', OLD."checked_by", 'plate', OLD."plate", 'driver', OLD."driver", 'mileage', OLD."mileage", 'inspected_until', OLD."inspected_until", 'at', OLD."at", 'by', OLD."by", 'edited_at', OLD."edited_at", 'edited_by', OLD."edited_by", 'retired_at', OLD."retired_at", 'retired_by', OLD."retired_by"), json_object('id', NEW."id", 'name', NEW."name", 'kind', NEW."kind", 'store', NEW."store", 'unit', NEW."unit", 'used_up', NEW."used_up", 'minimum', NEW."minimum", 'on_hand', NEW."on_hand", 'lent', NEW."lent", 'valid_until', NEW."valid_until", 'check_months', NEW."check_months", 'checked_at', NEW."checked_at", 'checked_by', NEW."checked_by", 'plate', NEW."plate", 'driver', NEW."driver", 'mileage', NEW."mileage", 'inspected_until', NEW."inspected_until", 'at', NEW."at", 'by', NEW."by", 'edited_at', NEW."edited_at", 'edited_by', NEW."edited_by", 'retired_at', NEW."retired_at", 'retired_by', NEW."retired_by") FROM pen; END;
CREATE TRIGGER journal_stock_item_delete AFTER DELETE ON "stock_item" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'stock_item', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'name', OLD."name", 'kind', OLD."kind", 'store', OLD."store", 'unit', OLD."unit", 'used_up', OLD."used_up", 'minimum', OLD."minimum", 'on_hand', OLD."on_hand", 'lent', OLD."lent", 'valid_until', OLD."valid_until", 'check_months', OLD."check_months", 'checked_at', OLD."checked_at", 'checked_by', OLD."checked_by", 'plate', OLD."plate", 'driver', OLD."driver", 'mileage', OLD."mileage", 'inspected_until', OLD."inspected_until", 'at', OLD."at", 'by', OLD."by", 'edited_at', OLD."edited_at", 'edited_by', OLD."edited_by", 'retired_at', OLD."retired_at", 'retired_by', OLD."retired_by"), NULL FROM pen; END;
CREATE TRIGGER journal_stock_move_insert AFTER INSERT ON "stock_move" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'stock_move', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'item_id', NEW."item_id", 'item', NEW."item", 'unit', NEW."unit", 'kind', NEW."kind", 'amount', NEW."amount", 'on_hand', NEW."on_hand", 'lent', NEW."lent", 'came', NEW."came", 'returned_as', NEW."returned_as", 'of_id', NEW."of_id", 'incident_id', NEW."incident_id", 'request_id', NEW."request_id", 'person_id', NEW."person_id", 'taker', NEW."taker", 'taker_unit', NEW."taker_unit", 'due_at', NEW."due_at", 'driver', NEW."driver", 'mileage', NEW."mileage", 'words', NEW."words", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_stock_move_update AFTER UPDATE ON "stock_move" WHEN (OLD."id" IS NOT NEW."id" OR OLD."item_id" IS NOT NEW."item_id" OR OLD."item" IS NOT NEW."item" OR OLD."unit" IS NOT NEW."unit" OR OLD."kind" IS NOT NEW."kind" OR OLD."amount" IS NOT NEW."amount" OR OLD."on_hand" IS NOT NEW."on_hand" OR OLD."lent" IS NOT NEW."lent" OR OLD."came" IS NOT NEW."came" OR OLD."returned_as" IS NOT NEW."returned_as" OR OLD."of_id" IS NOT NEW."of_id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."request_id" IS NOT NEW."request_id" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."taker" IS NOT NEW."taker" OR OLD."taker_unit" IS NOT NEW."taker_unit" OR OLD."due_at" IS NOT NEW."due_at" OR OLD."driver" IS NOT NEW."driver" OR OLD."mileage" IS NOT NEW."mileage" OR OLD."words" IS NOT NEW."words" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'stock_move', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'item_id', OLD."item_id", 'item', OLD."item", 'unit', OLD."unit", 'kind', OLD."kind", 'amount', OLD."amount", 'on_hand', OLD."on_hand", 'lent', OLD."lent", 'came', OLD."came", 'returned_as', OLD."returned_as", 'of_id', OLD."of_id", 'incident_id', OLD."incident_id", 'request_id', OLD."request_id", 'person_id', OLD."person_id", 'taker', OLD."taker", 'taker_unit', OLD."taker_unit", 'due_at', OLD."due_at", 'driver', OLD."driver", 'mileage', OLD."mileage", 'words', OLD."words", 'at', OLD."at", 'by', OLD."by"), json_object('id', NEW."id", 'item_id', NEW."item_id", 'item', NEW."item", 'unit', NEW."unit", 'kind', NEW."kind", 'amount', NEW."amount", 'on_hand', NEW."on_hand", 'lent', NEW."lent", 'came', NEW."came", 'returned_as', NEW."returned_as", 'of_id', NEW."of_id", 'incident_id', NEW."incident_id", 'request_id', NEW."request_id", 'person_id', NEW."person_id", 'taker', NEW."taker", 'taker_unit', NEW."taker_unit", 'due_at', NEW."due_at", 'driver', NEW."driver", 'mileage', NEW."mileage", 'words', NEW."words", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_stock_move_delete AFTER DELETE ON "stock_move" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'stock_move', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'item_id', OLD."item_id", 'item', OLD."item", 'unit', OLD."unit", 'kind', OLD."kind", 'amount', OLD."amount", 'on_hand', OLD."on_hand", 'lent', OLD."lent", 'came', OLD."came", 'returned_as', OLD."returned_as", 'of_id', OLD."of_id", 'incident_id', OLD."incident_id", 'request_id', OLD."request_id", 'person_id', OLD."person_id", 'taker', OLD."taker", 'taker_unit', OLD."taker_unit", 'due_at', OLD."due_at", 'driver', OLD."driver", 'mileage', OLD."mileage", 'words', OLD."words", 'at', OLD."at", 'by', OLD."by"), NULL FROM pen; END;
CREATE TRIGGER journal_subject_update AFTER UPDATE ON "subject" WHEN (OLD."id" IS NOT NEW."id" OR OLD."name" IS NOT NEW."name" OR OLD."credit_code" IS NOT NEW."credit_code" OR OLD."brand" IS NOT NEW."brand" OR OLD."trade" IS NOT NEW."trade" OR OLD."legal_person" IS NOT NEW."legal_person" OR OLD."address" IS NOT NEW."address" OR OLD."district" IS NOT NEW."district" OR OLD."lat" IS NOT NEW."lat" OR OLD."lon" IS NOT NEW."lon" OR OLD."precision" IS NOT NEW."precision") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'subject', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'name', OLD."name", 'credit_code', OLD."credit_code", 'brand', OLD."brand", 'trade', OLD."trade", 'legal_person', OLD."legal_person", 'address', OLD."address", 'district', OLD."district", 'lat', OLD."lat", 'lon', OLD."lon", 'precision', OLD."precision"), json_object('id', NEW."id", 'name', NEW."name", 'credit_code', NEW."credit_code", 'brand', NEW."brand", 'trade', NEW."trade", 'legal_person', NEW."legal_person", 'address', NEW."address", 'district', NEW."district", 'lat', NEW."lat", 'lon', NEW."lon", 'precision', NEW."precision") FROM pen; END;
CREATE TRIGGER journal_subject_delete AFTER DELETE ON "subject" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'subject', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'name', OLD."name", 'credit_code', OLD."credit_code", 'brand', OLD."brand", 'trade', OLD."trade", 'legal_person', OLD."legal_person", 'address', OLD."address", 'district', OLD."district", 'lat', OLD."lat", 'lon', OLD."lon", 'precision', OLD."precision"), NULL FROM pen; END;
CREATE TRIGGER journal_supply_request_insert AFTER INSERT ON "supply_request" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'supply_request', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'kind', NEW."kind", 'item', NEW."item", 'amount', NEW."amount", 'unit', NEW."unit", 'money_cents', NEW."money_cents", 'needed_at', NEW."needed_at", 'for_group', NEW."for_group", 'reason', NEW."reason", 'asked_by', NEW."asked_by", 'asked_by_id', NEW."asked_by_id", 'asked_from', NEW."asked_from", 'asked_at', NEW."asked_at", 'state', NEW."state", 'approved_by', NEW."approved_by", 'approved_at', NEW."approved_at", 'handled_by', NEW."handled_by", 'handled_at', NEW."handled_at", 'note', NEW."note", 'returned_at', NEW."returned_at", 'returned_by', NEW."returned_by", 'budget_line_id', NEW."budget_line_id", 'over_budget', NEW."over_budget", 'spent_cents', NEW."spent_cents", 'voucher', NEW."voucher") FROM pen; END;
CREATE TRIGGER journal_supply_request_update AFTER UPDATE ON "supply_request" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."kind" IS NOT NEW."kind" OR OLD."item" IS NOT NEW."item" OR OLD."amount" IS NOT NEW."amount" OR OLD."unit" IS NOT NEW."unit" OR OLD."money_cents" IS NOT NEW."money_cents" OR OLD."needed_at" IS NOT NEW."needed_at" OR OLD."for_group" IS NOT NEW."for_group" OR OLD."reason" IS NOT NEW."reason" OR OLD."asked_by" IS NOT NEW."asked_by" OR OLD."asked_by_id" IS NOT NEW."asked_by_id" OR OLD."asked_from" IS NOT NEW."asked_from" OR OLD."asked_at" IS NOT NEW."asked_at" OR OLD."state" IS NOT NEW."state" OR OLD."approved_by" IS NOT NEW."approved_by" OR OLD."approved_at" IS NOT NEW."approved_at" OR OLD."handled_by" IS NOT NEW."handled_by" OR OLD."handled_at" IS NOT NEW."handled_at" OR OLD."note" IS NOT NEW."note" OR OLD."returned_at" IS NOT NEW."returned_at" OR OLD."returned_by" IS NOT NEW."returned_by" OR OLD."budget_line_id" IS NOT NEW."budget_line_id" OR OLD."over_budget" IS NOT NEW."over_budget" OR OLD."spent_cents" IS NOT NEW."spent_cents" OR OLD."voucher" IS NOT NEW."voucher") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'supply_request', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'kind', OLD."kind", 'item', OLD."item", 'amount', OLD."amount", 'unit', OLD."unit", 'money_cents', OLD."money_cents", 'needed_at', OLD."needed_at", 'for_group', OLD."for_group", 'reason', OLD."reason", 'asked_by', OLD."asked_by", 'asked_by_id', OLD."asked_by_id", 'asked_from', OLD."asked_from", 'asked_at', OLD."asked_at", 'state', OLD."state", 'approved_by', OLD."approved_by", 'approved_at', OLD."approved_at", 'handled_by', OLD."handled_by", 'handled_at', OLD."handled_at", 'note', OLD."note", 'returned_at', OLD."returned_at", 'returned_by', OLD."returned_by", 'budget_line_id', OLD."budget_line_id", 'over_budget', OLD."over_budget", 'spent_cents', OLD."spent_cents", 'voucher', OLD."voucher"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'kind', NEW."kind", 'item', NEW."item", 'amount', NEW."amount", 'unit', NEW."unit", 'money_cents', NEW."money_cents", 'needed_at', NEW."needed_at", 'for_group', NEW."for_group", 'reason', NEW."reason", 'asked_by', NEW."asked_by", 'asked_by_id', NEW."asked_by_id", 'asked_from', NEW."asked_from", 'asked_at', NEW."asked_at", 'state', NEW."state", 'approved_by', NEW."approved_by", 'approved_at', NEW."approved_at", 'handled_by', NEW."handled_by", 'handled_at', NEW."handled_at", 'note', NEW."note", 'returned_at', NEW."returned_at", 'returned_by', NEW."returned_by", 'budget_line_id', NEW."budget_line_id", 'over_budget', NEW."over_budget", 'spent_cents', NEW."spent_cents", 'voucher', NEW."voucher") FROM pen; END;
CREATE TRIGGER journal_supply_request_delete AFTER DELETE ON "supply_request" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'supply_request', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'kind', OLD."kind", 'item', OLD."item", 'amount', OLD."amount", 'unit', OLD."unit", 'money_cents', OLD."money_cents", 'needed_at', OLD."needed_at", 'for_group', OLD."for_group", 'reason', OLD."reason", 'asked_by', OLD."asked_by", 'asked_by_id', OLD."asked_by_id", 'asked_from', OLD."asked_from", 'asked_at', OLD."asked_at", 'state', OLD."state", 'approved_by', OLD."approved_by", 'approved_at', OLD."approved_at", 'handled_by', OLD."handled_by", 'handled_at', OLD."handled_at", 'note', OLD."note", 'returned_at', OLD."returned_at", 'returned_by', OLD."returned_by", 'budget_line_id', OLD."budget_line_id", 'over_budget', OLD."over_budget", 'spent_cents', OLD."spent_cents", 'voucher', OLD."voucher"), NULL FROM pen; END;
CREATE TRIGGER journal_survey_answer_insert AFTER INSERT ON "survey_answer" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'survey_answer', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'risk_record_id', NEW."risk_record_id", 'edition', NEW."edition", 'question_no', NEW."question_no", 'question', NEW."question", 'base', NEW."base", 'many', NEW."many", 'option_no', NEW."option_no", 'option', NEW."option", 'count', NEW."count", 'problem', NEW."problem", 'file_name', NEW."file_name", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_survey_answer_update AFTER UPDATE ON "survey_answer" WHEN (OLD."id" IS NOT NEW."id" OR OLD."risk_record_id" IS NOT NEW."risk_record_id" OR OLD."edition" IS NOT NEW."edition" OR OLD."question_no" IS NOT NEW."question_no" OR OLD."question" IS NOT NEW."question" OR OLD."base" IS NOT NEW."base" OR OLD."many" IS NOT NEW."many" OR OLD."option_no" IS NOT NEW."option_no" OR OLD."option" IS NOT NEW."option" OR OLD."count" IS NOT NEW."count" OR OLD."problem" IS NOT NEW."problem" OR OLD."file_name" IS NOT NEW."file_name" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'survey_answer', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'risk_record_id', OLD."risk_record_id", 'edition', OLD."edition", 'question_no', OLD."question_no", 'question', OLD."question", 'base', OLD."base", 'many', OLD."many", 'option_no', OLD."option_no", 'option', OLD."option", 'count', OLD."count", 'problem', OLD."problem", 'file_name', OLD."file_name", 'at', OLD."at", 'by', OLD."by"), json_object('id', NEW."id", 'risk_record_id', NEW."risk_record_id", 'edition', NEW."edition", 'question_no', NEW."question_no", 'question', NEW."question", 'base', NEW."base", 'many', NEW."many", 'option_no', NEW."option_no", 'option', NEW."option", 'count', NEW."count", 'problem', NEW."problem", 'file_name', NEW."file_name", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_survey_answer_delete AFTER DELETE ON "survey_answer" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'survey_answer', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'risk_record_id', OLD."risk_record_id", 'edition', OLD."edition", 'question_no', OLD."question_no", 'question', OLD."question", 'base', OLD."base", 'many', OLD."many", 'option_no', OLD."option_no", 'option', OLD."option", 'count', OLD."count", 'problem', OLD."problem", 'file_name', OLD."file_name", 'at', OLD."at", 'by', OLD."by"), NULL FROM pen; END;
CREATE TRIGGER journal_tally_insert AFTER INSERT ON "tally" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'tally', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'kind', NEW."kind", 'value', NEW."value", 'place', NEW."place", 'place_id', NEW."place_id", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_tally_update AFTER UPDATE ON "tally" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."kind" IS NOT NEW."kind" OR OLD."value" IS NOT NEW."value" OR OLD."place" IS NOT NEW."place" OR OLD."place_id" IS NOT NEW."place_id" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'tally', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'kind', OLD."kind", 'value', OLD."value", 'place', OLD."place", 'place_id', OLD."place_id", 'at', OLD."at", 'by', OLD."by"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'kind', NEW."kind", 'value', NEW."value", 'place', NEW."place", 'place_id', NEW."place_id", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_tally_delete AFTER DELETE ON "tally" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'tally', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'kind', OLD."kind", 'value', OLD."value", 'place', OLD."place", 'place_id', OLD."place_id", 'at', OLD."at", 'by', OLD."by"), NULL FROM pen; END;
CREATE TRIGGER journal_team_insert AFTER INSERT ON "team" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'team', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'label', NEW."label", 'place_id', NEW."place_id", 'people', NEW."people", 'lat', NEW."lat", 'lon', NEW."lon", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_team_update AFTER UPDATE ON "team" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."label" IS NOT NEW."label" OR OLD."place_id" IS NOT NEW."place_id" OR OLD."people" IS NOT NEW."people" OR OLD."lat" IS NOT NEW."lat" OR OLD."lon" IS NOT NEW."lon" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'team', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'label', OLD."label", 'place_id', OLD."place_id", 'people', OLD."people", 'lat', OLD."lat", 'lon', OLD."lon", 'at', OLD."at", 'by', OLD."by"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'label', NEW."label", 'place_id', NEW."place_id", 'people', NEW."people", 'lat', NEW."lat", 'lon', NEW."lon", 'at', NEW."at", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_team_delete AFTER DELETE ON "team" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'team', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'label', OLD."label", 'place_id', OLD."place_id", 'people', OLD."people", 'lat', OLD."lat", 'lon', OLD."lon", 'at', OLD."at", 'by', OLD."by"), NULL FROM pen; END;
CREATE TRIGGER journal_trader_talk_insert AFTER INSERT ON "trader_talk" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'trader_talk', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'warning_id', NEW."warning_id", 'signal_id', NEW."signal_id", 'subject_id', NEW."subject_id", 'incident_id', NEW."incident_id", 'place', NEW."place", 'officers', NEW."officers", 'trader_side', NEW."trader_side", 'asked', NEW."asked", 'promised', NEW."promised", 'promised_until', NEW."promised_until", 'kept', NEW."kept", 'kept_words', NEW."kept_words", 'kept_by', NEW."kept_by", 'kept_at', NEW."kept_at", 'talked_at', NEW."talked_at", 'by', NEW."by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_trader_talk_update AFTER UPDATE ON "trader_talk" WHEN (OLD."id" IS NOT NEW."id" OR OLD."warning_id" IS NOT NEW."warning_id" OR OLD."signal_id" IS NOT NEW."signal_id" OR OLD."subject_id" IS NOT NEW."subject_id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."place" IS NOT NEW."place" OR OLD."officers" IS NOT NEW."officers" OR OLD."trader_side" IS NOT NEW."trader_side" OR OLD."asked" IS NOT NEW."asked" OR OLD."promised" IS NOT NEW."promised" OR OLD."promised_until" IS NOT NEW."promised_until" OR OLD."kept" IS NOT NEW."kept" OR OLD."kept_words" IS NOT NEW."kept_words" OR OLD."kept_by" IS NOT NEW."kept_by" OR OLD."kept_at" IS NOT NEW."kept_at" OR OLD."talked_at" IS NOT NEW."talked_at" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'trader_talk', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'warning_id', OLD."warning_id", 'signal_id', OLD."signal_id", 'subject_id', OLD."subject_id", 'incident_id', OLD."incident_id", 'place', OLD."place", 'officers', OLD."officers", 'trader_side', OLD."trader_side", 'asked', OLD."asked", 'promised', OLD."promised", 'promised_until', OLD."promised_until", 'kept', OLD."kept", 'kept_words', OLD."kept_words", 'kept_by', OLD."kept_by", 'kept_at', OLD."kept_at", 'talked_at', OLD."talked_at", 'by', OLD."by", 'at', OLD."at"), json_object('id', NEW."id", 'warning_id', NEW."warning_id", 'signal_id', NEW."signal_id", 'subject_id', NEW."subject_id", 'incident_id', NEW."incident_id", 'place', NEW."place", 'officers', NEW."officers", 'trader_side', NEW."trader_side", 'asked', NEW."asked", 'promised', NEW."promised", 'promised_until', NEW."promised_until", 'kept', NEW."kept", 'kept_words', NEW."kept_words", 'kept_by', NEW."kept_by", 'kept_at', NEW."kept_at", 'talked_at', NEW."talked_at", 'by', NEW."by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_trader_talk_delete AFTER DELETE ON "trader_talk" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'trader_talk', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'warning_id', OLD."warning_id", 'signal_id', OLD."signal_id", 'subject_id', OLD."subject_id", 'incident_id', OLD."incident_id", 'place', OLD."place", 'officers', OLD."officers", 'trader_side', OLD."trader_side", 'asked', OLD."asked", 'promised', OLD."promised", 'promised_until', OLD."promised_until", 'kept', OLD."kept", 'kept_words', OLD."kept_words", 'kept_by', OLD."kept_by", 'kept_at', OLD."kept_at", 'talked_at', OLD."talked_at", 'by', OLD."by", 'at', OLD."at"), NULL FROM pen; END;
CREATE TRIGGER journal_training_insert AFTER INSERT ON "training" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'training', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'topic', NEW."topic", 'matter', NEW."matter", 'group', NEW."group", 'groups', NEW."groups", 'hours', NEW."hours", 'due_at', NEW."due_at", 'whole_month', NEW."whole_month", 'planned_at', NEW."planned_at", 'planned_by', NEW."planned_by", 'changed_at', NEW."changed_at", 'changed_by', NEW."changed_by", 'called_off_at', NEW."called_off_at", 'called_off_by', NEW."called_off_by", 'called_off_why', NEW."called_off_why", 'held_at', NEW."held_at", 'held_hours', NEW."held_hours", 'place', NEW."place", 'teacher', NEW."teacher", 'findings', NEW."findings", 'recorded_at', NEW."recorded_at", 'recorded_by', NEW."recorded_by", 'corrected_at', NEW."corrected_at", 'corrected_by', NEW."corrected_by", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_training_update AFTER UPDATE ON "training" WHEN (OLD."id" IS NOT NEW."id" OR OLD."topic" IS NOT NEW."topic" OR OLD."matter" IS NOT NEW."matter" OR OLD."group" IS NOT NEW."group" OR OLD."groups" IS NOT NEW."groups" OR OLD."hours" IS NOT NEW."hours" OR OLD."due_at" IS NOT NEW."due_at" OR OLD."whole_month" IS NOT NEW."whole_month" OR OLD."planned_at" IS NOT NEW."planned_at" OR OLD."planned_by" IS NOT NEW."planned_by" OR OLD."changed_at" IS NOT NEW."changed_at" OR OLD."changed_by" IS NOT NEW."changed_by" OR OLD."called_off_at" IS NOT NEW."called_off_at" OR OLD."called_off_by" IS NOT NEW."called_off_by" OR OLD."called_off_why" IS NOT NEW."called_off_why" OR OLD."held_at" IS NOT NEW."held_at" OR OLD."held_hours" IS NOT NEW."held_hours" OR OLD."place" IS NOT NEW."place" OR OLD."teacher" IS NOT NEW."teacher" OR OLD."findings" IS NOT NEW."findings" OR OLD."recorded_at" IS NOT NEW."recorded_at" OR OLD."recorded_by" IS NOT NEW."recorded_by" OR OLD."corrected_at" IS NOT NEW."corrected_at" OR OLD."corrected_by" IS NOT NEW."corrected_by" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'training', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'topic', OLD."topic", 'matter', OLD."matter", 'group', OLD."group", 'groups', OLD."groups", 'hours', OLD."hours", 'due_at', OLD."due_at", 'whole_month', OLD."whole_month", 'planned_at', OLD."planned_at", 'planned_by', OLD."planned_by", 'changed_at', OLD."changed_at", 'changed_by', OLD."changed_by", 'called_off_at', OLD."called_off_at", 'called_off_by', OLD."called_off_by", 'called_off_why', OLD."called_off_why", 'held_at', OLD."held_at", 'held_hours', OLD."held_hours", 'place', OLD."place", 'teacher', OLD."teacher", 'findings', OLD."findings", 'recorded_at', OLD."recorded_at", 'recorded_by', OLD."recorded_by", 'corrected_at', OLD."corrected_at", 'corrected_by', OLD."corrected_by", 'version', OLD."version"), json_object('id', NEW."id", 'topic', NEW."topic", 'matter', NEW."matter", 'group', NEW."group", 'groups', NEW."groups", 'hours', NEW."hours", 'due_at', NEW."due_at", 'whole_month', NEW."whole_month", 'planned_at', NEW."planned_at", 'planned_by', NEW."planned_by", 'changed_at', NEW."changed_at", 'changed_by', NEW."changed_by", 'called_off_at', NEW."called_off_at", 'called_off_by', NEW."called_off_by", 'called_off_why', NEW."called_off_why", 'held_at', NEW."held_at", 'held_hours', NEW."held_hours", 'place', NEW."place", 'teacher', NEW."teacher", 'findings', NEW."findings", 'recorded_at', NEW."recorded_at", 'recorded_by', NEW."recorded_by", 'corrected_at', NEW."corrected_at", 'corrected_by', NEW."corrected_by", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_training_delete AFTER DELETE ON "training" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'training', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'topic', OLD."topic", 'matter', OLD."matter", 'group', OLD."group", 'groups', OLD."groups", 'hours', OLD."hours", 'due_at', OLD."due_at", 'whole_month', OLD."whole_month", 'planned_at', OLD."planned_at", 'planned_by', OLD."planned_by", 'changed_at', OLD."changed_at", 'changed_by', OLD."changed_by", 'called_off_at', OLD."called_off_at", 'called_off_by', OLD."called_off_by", 'called_off_why', OLD."called_off_why", 'held_at', OLD."held_at", 'held_hours', OLD."held_hours", 'place', OLD."place", 'teacher', OLD."teacher", 'findings', OLD."findings", 'recorded_at', OLD."recorded_at", 'recorded_by', OLD."recorded_by", 'corrected_at', OLD."corrected_at", 'corrected_by', OLD."corrected_by", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_training_person_insert AFTER INSERT ON "training_person" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'training_person', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'training_id', NEW."training_id", 'person_id', NEW."person_id", 'result', NEW."result", 'at', NEW."at", 'by', NEW."by", 'corrected_at', NEW."corrected_at", 'corrected_by', NEW."corrected_by", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_training_person_update AFTER UPDATE ON "training_person" WHEN (OLD."id" IS NOT NEW."id" OR OLD."training_id" IS NOT NEW."training_id" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."result" IS NOT NEW."result" OR OLD."at" IS NOT NEW."at" OR OLD."by" IS NOT NEW."by" OR OLD."corrected_at" IS NOT NEW."corrected_at" OR OLD."corrected_by" IS NOT NEW."corrected_by" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'training_person', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'training_id', OLD."training_id", 'person_id', OLD."person_id", 'result', OLD."result", 'at', OLD."at", 'by', OLD."by", 'corrected_at', OLD."corrected_at", 'corrected_by', OLD."corrected_by", 'version', OLD."version"), json_object('id', NEW."id", 'training_id', NEW."training_id", 'person_id', NEW."person_id", 'result', NEW."result", 'at', NEW."at", 'by', NEW."by", 'corrected_at', NEW."corrected_at", 'corrected_by', NEW."corrected_by", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_training_person_delete AFTER DELETE ON "training_person" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'training_person', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'training_id', OLD."training_id", 'person_id', OLD."person_id", 'result', OLD."result", 'at', OLD."at", 'by', OLD."by", 'corrected_at', OLD."corrected_at", 'corrected_by', OLD."corrected_by", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_typical_case_insert AFTER INSERT ON "typical_case" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'typical_case', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'title', NEW."title", 'text', NEW."text", 'drafted_by', NEW."drafted_by", 'drafter_id', NEW."drafter_id", 'drafted_at', NEW."drafted_at", 'state', NEW."state", 'category', NEW."category", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_typical_case_update AFTER UPDATE ON "typical_case" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."title" IS NOT NEW."title" OR OLD."text" IS NOT NEW."text" OR OLD."drafted_by" IS NOT NEW."drafted_by" OR OLD."drafter_id" IS NOT NEW."drafter_id" OR OLD."drafted_at" IS NOT NEW."drafted_at" OR OLD."state" IS NOT NEW."state" OR OLD."category" IS NOT NEW."category" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'typical_case', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'title', OLD."title", 'text', OLD."text", 'drafted_by', OLD."drafted_by", 'drafter_id', OLD."drafter_id", 'drafted_at', OLD."drafted_at", 'state', OLD."state", 'category', OLD."category", 'version', OLD."version"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'title', NEW."title", 'text', NEW."text", 'drafted_by', NEW."drafted_by", 'drafter_id', NEW."drafter_id", 'drafted_at', NEW."drafted_at", 'state', NEW."state", 'category', NEW."category", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_typical_case_delete AFTER DELETE ON "typical_case" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'typical_case', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'title', OLD."title", 'text', OLD."text", 'drafted_by', OLD."drafted_by", 'drafter_id', OLD."drafter_id", 'drafted_at', OLD."drafted_at", 'state', OLD."state", 'category', OLD."category", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_typical_case_step_insert AFTER INSERT ON "typical_case_step" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'typical_case_step', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'case_id', NEW."case_id", 'step', NEW."step", 'words', NEW."words", 'channels', NEW."channels", 'number', NEW."number", 'judged', NEW."judged", 'text_sha256', NEW."text_sha256", 'person_id', NEW."person_id", 'by', NEW."by", 'done_at', NEW."done_at", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_typical_case_step_update AFTER UPDATE ON "typical_case_step" WHEN (OLD."id" IS NOT NEW."id" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."case_id" IS NOT NEW."case_id" OR OLD."step" IS NOT NEW."step" OR OLD."words" IS NOT NEW."words" OR OLD."channels" IS NOT NEW."channels" OR OLD."number" IS NOT NEW."number" OR OLD."judged" IS NOT NEW."judged" OR OLD."text_sha256" IS NOT NEW."text_sha256" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."by" IS NOT NEW."by" OR OLD."done_at" IS NOT NEW."done_at" OR OLD."at" IS NOT NEW."at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'typical_case_step', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'case_id', OLD."case_id", 'step', OLD."step", 'words', OLD."words", 'channels', OLD."channels", 'number', OLD."number", 'judged', OLD."judged", 'text_sha256', OLD."text_sha256", 'person_id', OLD."person_id", 'by', OLD."by", 'done_at', OLD."done_at", 'at', OLD."at"), json_object('id', NEW."id", 'incident_id', NEW."incident_id", 'case_id', NEW."case_id", 'step', NEW."step", 'words', NEW."words", 'channels', NEW."channels", 'number', NEW."number", 'judged', NEW."judged", 'text_sha256', NEW."text_sha256", 'person_id', NEW."person_id", 'by', NEW."by", 'done_at', NEW."done_at", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_typical_case_step_delete AFTER DELETE ON "typical_case_step" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'typical_case_step', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'incident_id', OLD."incident_id", 'case_id', OLD."case_id", 'step', OLD."step", 'words', OLD."words", 'channels', OLD."channels", 'number', OLD."number", 'judged', OLD."judged", 'text_sha256', OLD."text_sha256", 'person_id', OLD."person_id", 'by', OLD."by", 'done_at', OLD."done_at", 'at', OLD."at"), NULL FROM pen; END;
CREATE TRIGGER journal_verification_insert AFTER INSERT ON "verification" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'verification', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'part', NEW."part", 'started_at', NEW."started_at", 'ended_at', NEW."ended_at", 'line', NEW."line", 'rows', NEW."rows", 'whole', NEW."whole", 'words', NEW."words", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_verification_update AFTER UPDATE ON "verification" WHEN (OLD."id" IS NOT NEW."id" OR OLD."part" IS NOT NEW."part" OR OLD."started_at" IS NOT NEW."started_at" OR OLD."ended_at" IS NOT NEW."ended_at" OR OLD."line" IS NOT NEW."line" OR OLD."rows" IS NOT NEW."rows" OR OLD."whole" IS NOT NEW."whole" OR OLD."words" IS NOT NEW."words" OR OLD."by" IS NOT NEW."by") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'verification', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'part', OLD."part", 'started_at', OLD."started_at", 'ended_at', OLD."ended_at", 'line', OLD."line", 'rows', OLD."rows", 'whole', OLD."whole", 'words', OLD."words", 'by', OLD."by"), json_object('id', NEW."id", 'part', NEW."part", 'started_at', NEW."started_at", 'ended_at', NEW."ended_at", 'line', NEW."line", 'rows', NEW."rows", 'whole', NEW."whole", 'words', NEW."words", 'by', NEW."by") FROM pen; END;
CREATE TRIGGER journal_verification_delete AFTER DELETE ON "verification" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'verification', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'part', OLD."part", 'started_at', OLD."started_at", 'ended_at', OLD."ended_at", 'line', OLD."line", 'rows', OLD."rows", 'whole', OLD."whole", 'words', OLD."words", 'by', OLD."by"), NULL FROM pen; END;
CREATE TRIGGER journal_warning_insert AFTER INSERT ON "warning" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'warning', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'number', NEW."number", 'title', NEW."title", 'category', NEW."category", 'level', NEW."level", 'starts_at', NEW."starts_at", 'scope', NEW."scope", 'matters', NEW."matters", 'measures', NEW."measures", 'issuer', NEW."issuer", 'issued_at', NEW."issued_at", 'state', NEW."state", 'subject_id', NEW."subject_id", 'districts', NEW."districts", 'incident_id', NEW."incident_id", 'drafter_id', NEW."drafter_id", 'drafted_by', NEW."drafted_by", 'drafted_at', NEW."drafted_at", 'ends_at', NEW."ends_at", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_warning_update AFTER UPDATE ON "warning" WHEN (OLD."id" IS NOT NEW."id" OR OLD."number" IS NOT NEW."number" OR OLD."title" IS NOT NEW."title" OR OLD."category" IS NOT NEW."category" OR OLD."level" IS NOT NEW."level" OR OLD."starts_at" IS NOT NEW."starts_at" OR OLD."scope" IS NOT NEW."scope" OR OLD."matters" IS NOT NEW."matters" OR OLD."measures" IS NOT NEW."measures" OR OLD."issuer" IS NOT NEW."issuer" OR OLD."issued_at" IS NOT NEW."issued_at" OR OLD."state" IS NOT NEW."state" OR OLD."subject_id" IS NOT NEW."subject_id" OR OLD."districts" IS NOT NEW."districts" OR OLD."incident_id" IS NOT NEW."incident_id" OR OLD."drafter_id" IS NOT NEW."drafter_id" OR OLD."drafted_by" IS NOT NEW."drafted_by" OR OLD."drafted_at" IS NOT NEW."drafted_at" OR OLD."ends_at" IS NOT NEW."ends_at" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'warning', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'number', OLD."number", 'title', OLD."title", 'category', OLD."category", 'level', OLD."level", 'starts_at', OLD."starts_at", 'scope', OLD."scope", 'matters', OLD."matters", 'measures', OLD."measures", 'issuer', OLD."issuer", 'issued_at', OLD."issued_at", 'state', OLD."state", 'subject_id', OLD."subject_id", 'districts', OLD."districts", 'incident_id', OLD."incident_id", 'drafter_id', OLD."drafter_id", 'drafted_by', OLD."drafted_by", 'drafted_at', OLD."drafted_at", 'ends_at', OLD."ends_at", 'version', OLD."version"), json_object('id', NEW."id", 'number', NEW."number", 'title', NEW."title", 'category', NEW."category", 'level', NEW."level", 'starts_at', NEW."starts_at", 'scope', NEW."scope", 'matters', NEW."matters", 'measures', NEW."measures", 'issuer', NEW."issuer", 'issued_at', NEW."issued_at", 'state', NEW."state", 'subject_id', NEW."subject_id", 'districts', NEW."districts", 'incident_id', NEW."incident_id", 'drafter_id', NEW."drafter_id", 'drafted_by', NEW."drafted_by", 'drafted_at', NEW."drafted_at", 'ends_at', NEW."ends_at", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_warning_delete AFTER DELETE ON "warning" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'warning', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'number', OLD."number", 'title', OLD."title", 'category', OLD."category", 'level', OLD."level", 'starts_at', OLD."starts_at", 'scope', OLD."scope", 'matters', OLD."matters", 'measures', OLD."measures", 'issuer', OLD."issuer", 'issued_at', OLD."issued_at", 'state', OLD."state", 'subject_id', OLD."subject_id", 'districts', OLD."districts", 'incident_id', OLD."incident_id", 'drafter_id', OLD."drafter_id", 'drafted_by', OLD."drafted_by", 'drafted_at', OLD."drafted_at", 'ends_at', OLD."ends_at", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER journal_warning_act_insert AFTER INSERT ON "warning_act" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'warning_act', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'warning_id', NEW."warning_id", 'act', NEW."act", 'level', NEW."level", 'level_before', NEW."level_before", 'words', NEW."words", 'text', NEW."text", 'evidence', NEW."evidence", 'signature', NEW."signature", 'person_id', NEW."person_id", 'by', NEW."by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_warning_act_update AFTER UPDATE ON "warning_act" WHEN (OLD."id" IS NOT NEW."id" OR OLD."warning_id" IS NOT NEW."warning_id" OR OLD."act" IS NOT NEW."act" OR OLD."level" IS NOT NEW."level" OR OLD."level_before" IS NOT NEW."level_before" OR OLD."words" IS NOT NEW."words" OR OLD."text" IS NOT NEW."text" OR OLD."evidence" IS NOT NEW."evidence" OR OLD."signature" IS NOT NEW."signature" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'warning_act', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'warning_id', OLD."warning_id", 'act', OLD."act", 'level', OLD."level", 'level_before', OLD."level_before", 'words', OLD."words", 'text', OLD."text", 'evidence', OLD."evidence", 'signature', OLD."signature", 'person_id', OLD."person_id", 'by', OLD."by", 'at', OLD."at"), json_object('id', NEW."id", 'warning_id', NEW."warning_id", 'act', NEW."act", 'level', NEW."level", 'level_before', NEW."level_before", 'words', NEW."words", 'text', NEW."text", 'evidence', NEW."evidence", 'signature', NEW."signature", 'person_id', NEW."person_id", 'by', NEW."by", 'at', NEW."at") FROM pen; END;
CREATE TRIGGER journal_warning_act_delete AFTER DELETE ON "warning_act" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'warning_act', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'warning_id', OLD."warning_id", 'act', OLD."act", 'level', OLD."level", 'level_before', OLD."level_before", 'words', OLD."words", 'text', OLD."text", 'evidence', OLD."evidence", 'signature', OLD."signature", 'person_id', OLD."person_id", 'by', OLD."by", 'at', OLD."at"), NULL FROM pen; END;
CREATE TRIGGER journal_warning_step_insert AFTER INSERT ON "warning_step" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'warning_step', CAST(NEW."id" AS TEXT), 'insert', NULL, json_object('id', NEW."id", 'warning_id', NEW."warning_id", 'code', NEW."code", 'title', NEW."title", 'detail', NEW."detail", 'clause', NEW."clause", 'basis', NEW."basis", 'position', NEW."position", 'deadline_at', NEW."deadline_at", 'state', NEW."state", 'words', NEW."words", 'done_by', NEW."done_by", 'done_at', NEW."done_at", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_warning_step_update AFTER UPDATE ON "warning_step" WHEN (OLD."id" IS NOT NEW."id" OR OLD."warning_id" IS NOT NEW."warning_id" OR OLD."code" IS NOT NEW."code" OR OLD."title" IS NOT NEW."title" OR OLD."detail" IS NOT NEW."detail" OR OLD."clause" IS NOT NEW."clause" OR OLD."basis" IS NOT NEW."basis" OR OLD."position" IS NOT NEW."position" OR OLD."deadline_at" IS NOT NEW."deadline_at" OR OLD."state" IS NOT NEW."state" OR OLD."words" IS NOT NEW."words" OR OLD."done_by" IS NOT NEW."done_by" OR OLD."done_at" IS NOT NEW."done_at" OR OLD."version" IS NOT NEW."version") BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'warning_step', CAST(NEW."id" AS TEXT), 'update', json_object('id', OLD."id", 'warning_id', OLD."warning_id", 'code', OLD."code", 'title', OLD."title", 'detail', OLD."detail", 'clause', OLD."clause", 'basis', OLD."basis", 'position', OLD."position", 'deadline_at', OLD."deadline_at", 'state', OLD."state", 'words', OLD."words", 'done_by', OLD."done_by", 'done_at', OLD."done_at", 'version', OLD."version"), json_object('id', NEW."id", 'warning_id', NEW."warning_id", 'code', NEW."code", 'title', NEW."title", 'detail', NEW."detail", 'clause', NEW."clause", 'basis', NEW."basis", 'position', NEW."position", 'deadline_at', NEW."deadline_at", 'state', NEW."state", 'words', NEW."words", 'done_by', NEW."done_by", 'done_at', NEW."done_at", 'version', NEW."version") FROM pen; END;
CREATE TRIGGER journal_warning_step_delete AFTER DELETE ON "warning_step" BEGIN INSERT INTO journal_row(line, table_name, row_key, op, before, after) SELECT number + 1, 'warning_step', CAST(OLD."id" AS TEXT), 'delete', json_object('id', OLD."id", 'warning_id', OLD."warning_id", 'code', OLD."code", 'title', OLD."title", 'detail', OLD."detail", 'clause', OLD."clause", 'basis', OLD."basis", 'position', OLD."position", 'deadline_at', OLD."deadline_at", 'state', OLD."state", 'words', OLD."words", 'done_by', OLD."done_by", 'done_at', OLD."done_at", 'version', OLD."version"), NULL FROM pen; END;
CREATE TRIGGER batch_protect_closed AFTER UPDATE OF state ON batch WHEN NEW.state = 'closed' BEGIN UPDATE complaint SET reporter_protected = 1 WHERE batch_id = NEW.id AND kind = 'report' AND NOT reporter_protected; END;
CREATE TRIGGER complaint_protect_update AFTER UPDATE ON complaint WHEN 'report' IN (OLD.kind, NEW.kind) AND NOT OLD.reporter_protected AND NOT NEW.reporter_protected BEGIN UPDATE complaint SET reporter_protected = 1 WHERE id = NEW.id; END;
CREATE TRIGGER complaint_protect_keep BEFORE UPDATE ON complaint WHEN OLD.reporter_protected AND NOT NEW.reporter_protected BEGIN SELECT RAISE(ABORT, 'complaint: a reporter is protected for good'); END;
CREATE TRIGGER drill_founding BEFORE INSERT ON drill WHEN (SELECT number FROM pen) > 0 BEGIN SELECT RAISE(ABORT, 'drill: this store was not founded as a drill''s'); END;
CREATE TRIGGER drill_kept_update BEFORE UPDATE ON drill BEGIN SELECT RAISE(ABORT, 'drill: the mark of a drill is never changed'); END;
CREATE TRIGGER drill_kept_delete BEFORE DELETE ON drill BEGIN SELECT RAISE(ABORT, 'drill: the mark of a drill is never changed'); END;
CREATE TRIGGER simulated_clock_founding BEFORE INSERT ON simulated_clock WHEN (SELECT number FROM pen) > 0 BEGIN SELECT RAISE(ABORT, 'drill: this store was not founded as a drill''s'); END;
COMMIT;
