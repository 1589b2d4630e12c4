// Questions in several languages, and the order in which options are shown.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/service/sessions/session_fixture.h"

namespace adaptest {
namespace {

using testing::HasSubstr;

// Every text begins with the language.
v1::Content Translated(v1::Content content, const std::string& language) {
  content.set_language(language);
  content.set_stem(language + " " + content.stem());
  for (v1::Prompt& prompt : *content.mutable_prompts()) {
    prompt.set_text(language + " " + prompt.text());
  }
  for (v1::Option& option : *content.mutable_options()) {
    option.set_text(language + " " + option.text());
  }
  return content;
}

// All questions in English and after that in Japanese.
v1::ImportBankVersionRequest TwoLanguages() {
  v1::ImportBankVersionRequest import = SmallImport();
  import.clear_contents();
  for (const std::string language : {"en", "ja"}) {
    for (int i = 0; i < import.items_size(); ++i) {
      *import.add_contents() = Translated(SmallQuestion(i), language);
    }
  }
  return import;
}

std::vector<std::string> OptionIds(const v1::Content& content) {
  std::vector<std::string> ids;
  for (const v1::Option& option : content.options()) ids.push_back(option.id());
  return ids;
}

class LanguagesTest : public SessionTest {
 protected:
  LanguagesTest() { ImportAndActivate(TwoLanguages()); }

  std::string CreateIn(const std::string& language,
                       const std::string& mode = "practice",
                       uint64_t seed = 7) {
    v1::CreateSessionRequest request;
    request.set_exam(kSmallExam);
    request.set_mode(mode);
    request.set_seed(seed);
    request.set_language(language);
    const auto session = manager().Create(request);
    EXPECT_TRUE(session.ok()) << session.status();
    EXPECT_EQ(session->language(), language);
    return session->name();
  }
  // The import with a third content of the first question is refused for
  // `message`.
  void ExpectRefused(const v1::Content& content, const std::string& message) {
    v1::ImportBankVersionRequest import = TwoLanguages();
    *import.add_contents() = content;
    const absl::Status status = catalog().Import(import).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("contents[60]: "));
    EXPECT_THAT(std::string(status.message()), HasSubstr(message));
  }
};

TEST_F(LanguagesTest, ASessionShowsTheLanguageItAskedFor) {
  const std::string name = CreateIn("ja");
  for (int position = 1; position <= 6; ++position) {
    const v1::Content content = Next(name).content();
    EXPECT_EQ(content.language(), "ja");
    EXPECT_EQ(content.stem(), "ja Which one?");
    for (const v1::Option& option : content.options()) {
      EXPECT_EQ(option.text(), "ja text " + option.id());
    }
    EXPECT_EQ(Answer(name).feedback().content().language(), "ja");
  }
}

TEST_F(LanguagesTest, AnUnknownLanguageShowsTheFirst) {
  EXPECT_EQ(Next(CreateIn("fr")).content().language(), "en");
  EXPECT_EQ(Next(CreateIn("")).content().language(), "en");
}

TEST_F(LanguagesTest, TheLanguageIsKeptOverARestart) {
  const std::string name = CreateIn("ja");
  const std::string before = StateOf(name);
  Restart();
  EXPECT_EQ(StateOf(name), before);
  EXPECT_EQ(Next(name).content().language(), "ja");
}

TEST_F(LanguagesTest, ScoringIsTheSameInEveryLanguage) {
  for (const std::string mode : {"adaptive", "mock", "practice"}) {
    const std::string english = CreateIn("en", mode);
    const std::string japanese = CreateIn("ja", mode);
    EXPECT_EQ(AnswerAll(english).session().report().SerializeAsString(),
              AnswerAll(japanese).session().report().SerializeAsString());
  }
}

TEST_F(LanguagesTest, RefusesALanguageTwice) {
  ExpectRefused(Translated(SmallQuestion(0), "ja"),
                "occurs twice in language \"ja\"");
}

TEST_F(LanguagesTest, RefusesATranslationOfAnotherType) {
  v1::Content content = Translated(SmallQuestion(0), "de");
  content.set_type("multiple_response");
  ExpectRefused(content,
                "language \"de\" differs from \"en\" in more than "
                "text; allowed: the same type");
}

TEST_F(LanguagesTest, RefusesATranslationWithOtherOptions) {
  v1::Content content = Translated(SmallQuestion(0), "de");
  content.mutable_options(3)->set_id("e");
  ExpectRefused(content, "option ids");
  content.mutable_options()->RemoveLast();
  ExpectRefused(content, "option ids");
}

TEST_F(LanguagesTest, RefusesATranslationWithOtherPrompts) {
  v1::Content content = Translated(SmallQuestion(3), "de");
  content.mutable_prompts(0)->set_id("p3");
  content.mutable_key()->mutable_pairs(0)->set_left("p3");
  ExpectRefused(content, "prompt and option ids");
}

TEST_F(LanguagesTest, RefusesATranslationWithAnotherKey) {
  v1::Content content = Translated(SmallQuestion(0), "de");
  content.mutable_key()->set_option_ids(0, "c");
  ExpectRefused(content, "and key");
}

TEST_F(LanguagesTest, RefusesWhatIsNoLanguageTag) {
  for (const std::string language : {"en_US", "a b", "\n",
                                     "12345678-12345678-"
                                     "12345678-123456789"}) {
    v1::CreateSessionRequest request;
    request.set_exam(kSmallExam);
    request.set_language(language);
    const absl::Status status = manager().Create(request).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << language << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("language: "));
  }
}

TEST_F(LanguagesTest, OptionsStayInTheirShuffledOrder) {
  const std::string name = CreateIn("en");
  for (int position = 1; position <= 6; ++position) {
    const auto shown = OptionIds(Next(name).content());
    EXPECT_EQ(OptionIds(Next(name).content()), shown);
    Restart();
    EXPECT_EQ(OptionIds(Next(name).content()), shown);
    EXPECT_EQ(OptionIds(Answer(name).feedback().content()), shown);
  }
}

TEST_F(LanguagesTest, OptionsHaveOneOrderInEveryLanguage) {
  EXPECT_EQ(OptionIds(Next(CreateIn("en")).content()),
            OptionIds(Next(CreateIn("ja")).content()));
}

// Of 24 orders; what is right is never told by the place.
TEST_F(LanguagesTest, TheOrderDiffersBetweenSeeds) {
  std::set<std::vector<std::string>> orders;
  std::map<std::string, int> first;
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    const auto ids =
        OptionIds(Next(CreateIn("en", "practice", seed)).content());
    EXPECT_THAT(ids, testing::UnorderedElementsAre("a", "b", "c", "d"));
    orders.insert(ids);
    ++first[ids[0]];
  }
  EXPECT_GT(orders.size(), 12);
  for (const auto& [id, count] : first) EXPECT_LT(count, 30) << id;
  EXPECT_EQ(first.size(), 4);
}

TEST_F(LanguagesTest, TheOrderDiffersBetweenPositions) {
  const std::string name = CreateIn("en", "mock");
  std::set<std::vector<std::string>> orders;
  for (int position = 1; position <= 8; ++position) {
    orders.insert(OptionIds(Next(name).content()));
    Answer(name);
  }
  EXPECT_GT(orders.size(), 3);
}

TEST_F(LanguagesTest, AFixedOrderIsKept) {
  v1::ImportBankVersionRequest import = SmallImport();
  for (v1::Content& content : *import.mutable_contents()) {
    content.set_fixed_order(true);
  }
  ImportAndActivate(import);
  for (uint64_t seed = 1; seed <= 10; ++seed) {
    const v1::Content content = Next(CreateIn("", "practice", seed)).content();
    EXPECT_THAT(OptionIds(content), testing::ElementsAre("a", "b", "c", "d"));
  }
}

TEST_F(LanguagesTest, TheShownOrderIsNotTheKeyOfAnOrdering) {
  v1::ImportBankVersionRequest import = SmallImport();
  for (int i = 0; i < import.contents_size(); ++i) {
    *import.mutable_contents(i) = OrderingQuestion(absl::StrCat("Q", i));
  }
  ImportAndActivate(import);
  int in_order = 0;
  for (uint64_t seed = 1; seed <= 96; ++seed) {
    const auto ids = OptionIds(Next(CreateIn("", "practice", seed)).content());
    in_order += ids == std::vector<std::string>{"c", "a", "d", "b"};
  }
  EXPECT_LT(in_order, 16);  // 4 are expected
}

}  // namespace
}  // namespace adaptest
