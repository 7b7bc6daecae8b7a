// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/learnifysample.h"

#include "models/promql/parser.h"
#include "tests/support/fakefleet.h"
#include "tests/support/samplebuilder.h"

namespace readyroom::fakes {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace readiness;

namespace {

EvidenceSpec get(const QString &path)
{
    return HttpEvidence{.path = path};
}

EvidenceSpec says(AttestEvidence::Says what, const QString &statement)
{
    return AttestEvidence{.says = what,
                          .by = u"Chief Architect"_s,
                          .statement = statement,
                          .link = u"§1.2"_s,
                          .date = moment() - 12 * 24h};
}

void addObservability(SampleBuilder &b)
{
    b.category(u"Observability"_s, 40.0);
    Item &health =
        b.item(u"health-endpoint"_s, u"Health endpoint answers within 50 ms"_s, Severity::Critical, 4.0, u"Platform"_s,
               seen(Outcome::Fail, u"404"_s, u"≤ 50 ms"_s, 1s), HttpEvidence{.path = u"/health"_s});
    health.blocker = true;
    health.description = u"Load balancers and orchestrators decide by it whether an instance gets traffic."_s;
    health.fix = u"Add a handler that touches no database."_s;
    health.tags = {u"must"_s, u"phase-1"_s};
    Item &metrics = b.item(u"metrics-endpoint"_s, u"Metrics endpoint for Prometheus"_s, Severity::Critical, 8.0,
                           u"Platform"_s, seen(Outcome::Fail, u"404"_s, u"200"_s, 1s), get(u"/metrics"_s));
    metrics.blocker = true;
    metrics.tags = {u"must"_s, u"phase-1"_s};
    b.item(u"request-id"_s, u"Request id unique on every answer"_s, Severity::High, 2.0, u"Backend"_s,
           seen(Outcome::Partial, u"2 of 3 paths"_s, u"all"_s, 190s),
           HeaderEvidence{.name = u"X-Request-ID"_s, .unique = true, .answers = 5});
    b.item(u"structured-logging"_s, u"Structured logging in one format"_s, Severity::High, 8.0, u"Backend"_s,
           attested(Outcome::Fail, u"mixed formats"_s),
           says(AttestEvidence::Says::Fail, u"Not consistently structured."_s));
    b.item(u"tracing"_s, u"Traces reach the collector"_s, Severity::High, 16.0, u"Platform"_s,
           unknown(u"the collector is not in this fleet"_s));
    b.item(u"db-monitoring"_s, u"Database connections are monitored"_s, Severity::High, 8.0, u"Platform"_s,
           unknown(u"no series of that name yet"_s, u"< 90 %"_s), query(u"max(service:pool_used_ratio)"_s, 0.9));
    b.item(u"business-events"_s, u"Business events are logged"_s, Severity::Medium, {}, u"Backend"_s,
           attested(Outcome::Fail, u"none"_s), says(AttestEvidence::Says::Fail, u"No business events."_s));
}

void addSecurity(SampleBuilder &b)
{
    b.category(u"Security"_s, 65.0);
    Item &secret = b.item(u"jwt-secret"_s, u"JWT secret comes from the environment"_s, Severity::Critical, 1.0,
                          u"Security"_s, attested(Outcome::Fail, u"default in code"_s),
                          says(AttestEvidence::Says::Fail, u"config.go:68 has a default secret."_s));
    secret.blocker = true;
    secret.tags = {u"must"_s, u"phase-1"_s};
    Item &limit = b.item(u"login-rate-limit"_s, u"Login answers 429 when hammered"_s, Severity::Critical, 8.0,
                         u"Security"_s, seen(Outcome::Fail, u"200 × 60"_s, u"429"_s, 18min),
                         RateLimitEvidence{.path = u"/api/auth/login"_s, .requests = 60});
    limit.blocker = true;
    limit.tags = {u"must"_s, u"phase-1"_s};
    b.item(u"security-headers"_s, u"Security headers present"_s, Severity::Critical, 4.0, u"Platform"_s,
           seen(Outcome::Partial, u"3 of 5"_s, u"5"_s, 1s),
           HeaderEvidence{.present = {u"Strict-Transport-Security"_s, u"X-Content-Type-Options"_s}})
        .tags = {u"phase-1"_s};
    b.item(u"tls"_s, u"TLS 1.2 or newer, 14 days left"_s, Severity::High, {}, u"Platform"_s,
           seen(Outcome::Pass, u"1.3, 87 d"_s, u"≥ 1.2, 14 d"_s, 1s), TlsEvidence{})
        .weight = 0.0;
    b.item(u"input-validation"_s, u"Input of all requests is validated"_s, Severity::High, 16.0, u"Backend"_s,
           attested(Outcome::Fail, u"no schemas"_s),
           says(AttestEvidence::Says::Fail, u"No request or response schema validation."_s));
    b.item(u"cors"_s, u"CORS in strict mode"_s, Severity::High, 2.0, u"Security"_s,
           attested(Outcome::Fail, u"wildcard"_s),
           says(AttestEvidence::Says::Fail, u"AllowCredentials with wildcard origin."_s));
    b.item(u"token-refresh"_s, u"Tokens can be refreshed"_s, Severity::High, 8.0, u"Backend"_s,
           attested(Outcome::Fail, u"none"_s), says(AttestEvidence::Says::Fail, u"No token refresh."_s));
    b.item(u"lockout"_s, u"Accounts lock after failed logins"_s, Severity::Medium, {}, u"Security"_s,
           unknown(u"nobody has looked yet"_s));
}

void addPerformance(SampleBuilder &b)
{
    b.category(u"Performance"_s, 75.0);
    b.item(u"p95"_s, u"p95 under 200 ms"_s, Severity::High, {}, u"Backend"_s,
           seen(Outcome::Pass, u"142 ms"_s, u"< 200 ms"_s, 1s, 0.142),
           query(u"service:latency_seconds{quantile=\"0.95\"}"_s, 0.2))
        .weight = 0.0;
    b.item(u"load-test"_s, u"Holds 1,000 users for a minute"_s, Severity::Medium, 8.0, u"SRE"_s,
           unknown(u"it was never run"_s, u"p95 < 500 ms"_s),
           LoadEvidence{.path = u"/api/courses"_s,
                        .users = 500,
                        .limits = {{.figure = LoadEvidence::Figure::P95, .pass = {Threshold::Operator::Less, 0.5}}}});
    b.item(u"compression"_s, u"Answers are compressed"_s, Severity::High, 4.0, u"Backend"_s,
           seen(Outcome::Fail, u"absent"_s, u"gzip"_s, 2s), HeaderEvidence{.name = u"Content-Encoding"_s});
    b.item(u"caching-headers"_s, u"Answers may be cached"_s, Severity::Medium, {}, u"Backend"_s,
           seen(Outcome::Fail, u"absent"_s, u"Cache-Control"_s, 2s), HeaderEvidence{.name = u"Cache-Control"_s});
    b.item(u"queries"_s, u"Database queries are optimised"_s, Severity::Medium, {}, u"Backend"_s,
           unknown(u"nobody has looked yet"_s));
}

void addResilience(SampleBuilder &b)
{
    b.category(u"Resilience"_s, 50.0);
    Item &panic =
        b.item(u"panic-recovery"_s, u"A panic does not end the server"_s, Severity::Critical, 2.0, u"Platform"_s,
               attested(Outcome::Fail, u"no middleware"_s), says(AttestEvidence::Says::Fail, u"No panic recovery."_s));
    panic.blocker = true;
    panic.tags = {u"must"_s, u"phase-1"_s};
    b.item(u"breakers"_s, u"Circuit breakers around AI and database"_s, Severity::High, 12.0, u"Backend"_s,
           seen(Outcome::Fail, u"none"_s, u"2"_s, 3s, 0.0), query(u"count(service:breaker_state)"_s, 2.0));
    b.item(u"retries"_s, u"Transient failures are tried again"_s, Severity::High, 8.0, u"Backend"_s,
           attested(Outcome::Fail, u"none"_s), says(AttestEvidence::Says::Fail, u"No retry logic."_s));
    b.item(u"failover"_s, u"Failover rehearsed in the last 90 days"_s, Severity::Medium, {}, u"SRE"_s,
           seen(Outcome::Pass, u"12 d ago"_s, u"≤ 90 d"_s, 12 * 24h), DrillEvidence{.drill = u"lose one instance"_s})
        .weight = 0.0;
    b.item(u"shutdown"_s, u"Shuts down gracefully"_s, Severity::Medium, {}, u"Platform"_s,
           attested(Outcome::Pass, u"15 s"_s), says(AttestEvidence::Says::Pass, u"Graceful shutdown."_s))
        .weight = 0.0;
    b.item(u"feature-flags"_s, u"Features can be switched off"_s, Severity::Medium, {}, u"Backend"_s,
           unknown(u"nobody has looked yet"_s));
}

void addTesting(SampleBuilder &b)
{
    b.category(u"Testing"_s, 0.0);
    Item &coverage = b.item(
        u"coverage"_s, u"Tests cover 80 % of the lines"_s, Severity::Critical, 40.0, u"Development"_s,
        seen(Outcome::Fail, u"0 %"_s, u"≥ 80 %"_s, 2h, 0.0),
        CoverageEvidence{.file = u"/srv/learnify/coverage.xml"_s, .pass = {Threshold::Operator::GreaterEqual, 80.0}});
    coverage.blocker = true;
    coverage.tags = {u"must"_s, u"phase-2"_s};
    b.item(u"integration-tests"_s, u"Integration tests with a database"_s, Severity::High, 24.0, u"Development"_s,
           attested(Outcome::Fail, u"none"_s), says(AttestEvidence::Says::Fail, u"None found."_s));
    b.item(u"benchmarks"_s, u"Benchmarks of the hot paths"_s, Severity::Medium, {}, u"Development"_s,
           unknown(u"nobody has looked yet"_s));
    b.item(u"vulnerabilities"_s, u"No known vulnerability in what is used"_s, Severity::Medium, {}, u"Security"_s,
           unknown(u"it was never run"_s, u"exit code 0"_s),
           CommandEvidence{.command = {u"govulncheck"_s, u"./..."_s}});
}

void addDocumentation(SampleBuilder &b)
{
    b.category(u"Documentation"_s, 45.0);
    b.item(u"openapi"_s, u"OpenAPI specification is published"_s, Severity::High, 16.0, u"Backend"_s,
           seen(Outcome::Fail, u"404"_s, u"200"_s, 4s), get(u"/openapi.json"_s));
    b.item(u"deployment-docs"_s, u"Deployment is documented"_s, Severity::High, 8.0, u"Platform"_s,
           attested(Outcome::Fail, u"none"_s), says(AttestEvidence::Says::Fail, u"No deployment guides."_s));
    b.item(u"runbooks"_s, u"Runbooks for common incidents"_s, Severity::Medium, {}, u"SRE"_s,
           attested(Outcome::Partial, u"1 of 4"_s), says(AttestEvidence::Says::Partial, u"Only one runbook."_s));
    b.item(u"adrs"_s, u"Decisions are written down"_s, Severity::Low, {}, u"Development"_s,
           unknown(u"nobody has looked yet"_s));
    b.item(u"readme"_s, u"README with setup and architecture"_s, Severity::Low, {}, u"Development"_s,
           attested(Outcome::Pass, u"there"_s), says(AttestEvidence::Says::Pass, u"README.md is good."_s))
        .weight = 0.0;
}

void addArchitecture(SampleBuilder &b)
{
    b.category(u"Architecture"_s, 90.0);
    b.item(u"layers"_s, u"Service layer apart from data access"_s, Severity::Medium, {}, u"Development"_s,
           attested(Outcome::Pass, u"there"_s), says(AttestEvidence::Says::Pass, u"Repository pattern."_s))
        .weight = 0.0;
    b.item(u"versioning"_s, u"The API is versioned"_s, Severity::Medium, {}, u"Backend"_s,
           seen(Outcome::Fail, u"404"_s, u"200"_s, 5s), get(u"/v1/courses"_s));
    b.item(u"coalescing"_s, u"Equal requests at once ask once"_s, Severity::Medium, {}, u"Backend"_s,
           unknown(u"nobody has looked yet"_s));
}

ValueClaim value(const QString &text, const QString &where, double claimed, double tolerance, const QString &expr)
{
    ValueClaim claim{
        .says = text, .where = where, .claimed = claimed, .tolerance = tolerance, .expr = expr, .parsed = {}};
    Result<promql::ExprPtr> parsed = promql::parse(expr);
    if (!parsed) {
        qFatal("%s", qPrintable(parsed.error().message));
    }
    claim.parsed = std::move(*parsed);
    return claim;
}

void addReport(Profile &profile)
{
    profile.source = u"Production Readiness Report, 2025-11-21"_s;
    profile.scenarios = {{.name = u"Internal tool"_s, .floor = 50.0, .gate = 70.0},
                         {.name = u"Public API"_s, .requires_ = {u"must"_s}, .claimed = 66.5}};
    profile.phases = {{.name = u"Phase 1"_s,
                       .items = {u"health-endpoint"_s, u"metrics-endpoint"_s, u"jwt-secret"_s, u"login-rate-limit"_s,
                                 u"security-headers"_s, u"panic-recovery"_s},
                       .claimed = 85.0},
                      {.name = u"Phase 2"_s,
                       .items = {u"coverage"_s, u"breakers"_s, u"tracing"_s, u"integration-tests"_s},
                       .claimed = 92.0}};
    profile.risks = {{.title = u"Authentication can be bypassed"_s,
                      .now = RiskLevel::Low,
                      .before = RiskLevel::High,
                      .mitigatedBy = {u"jwt-secret"_s}},
                     {.title = u"Certificate runs out"_s,
                      .now = RiskLevel::Low,
                      .before = RiskLevel::Medium,
                      .mitigatedBy = {u"tls"_s}},
                     {.title = u"Traffic surge"_s, .now = RiskLevel::Medium}};
    profile.claims = {
        value(u"Overall 66.5/100 (D+)"_s, u"summary"_s, 66.5, 0.05, u"readiness:overall_score"_s),
        value(u"Total effort ~67 hours"_s, u"§2.1"_s, 67.0, 0.5,
              u"sum(readiness:item_effort_hours{severity=\"critical\"})"_s),
        value(u"Medium priority issues: 8"_s, u"summary"_s, 8.0, 0.5,
              u"count(readiness:item_effort_hours{severity=\"medium\"})"_s),
        ConflictClaim{.says = {u"Missing security headers: MEDIUM"_s, u"Security headers middleware: CRITICAL"_s},
                      .where = {u"§1.2"_s, u"§2.1"_s}}};
    profile.approvals = {
        {u"architecture"_s, u"Architecture"_s}, {u"security"_s, u"Security"_s}, {u"operations"_s, u"Operations"_s}};
}

} // namespace

SampleReadiness learnify()
{
    SampleBuilder b(u"learnify-api"_s, u"Learnify Backend API"_s, u"learnify-api"_s);
    addArchitecture(b);
    addSecurity(b);
    addPerformance(b);
    addObservability(b);
    addResilience(b);
    addTesting(b);
    addDocumentation(b);
    addReport(b.sample().profile);
    return std::move(b.sample());
}

SampleReadiness learnifyReady()
{
    SampleReadiness sample = learnify();
    sample.passAll();
    return sample;
}

SampleReadiness learnifyConditional()
{
    SampleReadiness sample = learnify();
    for (const QString &id :
         {u"health-endpoint"_s, u"metrics-endpoint"_s, u"jwt-secret"_s, u"panic-recovery"_s, u"login-rate-limit"_s,
          u"security-headers"_s, u"breakers"_s, u"retries"_s, u"structured-logging"_s, u"tracing"_s}) {
        sample.pass(id);
    }
    sample.waive(u"coverage"_s, u"Development"_s, u"the rewrite of the service layer comes first"_s,
                 moment() + 14 * 24h);
    sample.of(u"lockout"_s).standing.notApplicable =
        NotApplicable{u"logins are delegated to the identity provider"_s, u"ops"_s};
    return sample;
}

} // namespace readyroom::fakes
