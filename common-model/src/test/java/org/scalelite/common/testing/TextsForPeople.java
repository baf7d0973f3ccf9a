package org.scalelite.common.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * No record without a text of its own, and no Optional, becomes part of a message: what Java makes of them is not written
 * for people. Seen are concatenations, arguments of formats and of log calls (of two of these, the second), and {@code
 * toString}.
 */
final class TextsForPeople extends ArchCondition<JavaClass> {
    private static final String OURS = "org.scalelite.";

    TextsForPeople() {
        super("make texts only of what has one for people");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        for (MethodModel method : model(type).methods()) {
            method.findAttribute(Attributes.code())
                    .ifPresent(code -> new Texts(code)
                            .types()
                            .filter(TextsForPeople::isForMachines)
                            .forEach(found -> events.add(SimpleConditionEvent.violated(
                                    type,
                                    "%s.%s makes a text of %s"
                                            .formatted(
                                                    type.getName(),
                                                    method.methodName().stringValue(),
                                                    found.displayName())))));
        }
    }

    private static ClassModel model(JavaClass type) {
        try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            return ClassFile.of().parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The types that a method makes texts of, as far as the instruction before tells them. */
    private static final class Texts {
        private final CodeAttribute code;
        private final List<LocalVariable> locals = new ArrayList<>();
        private final Stream.Builder<ClassDesc> found = Stream.builder();
        private Optional<ClassDesc> pushed = Optional.empty();
        private boolean ofObjects;
        private int at;

        Texts(CodeAttribute code) {
            this.code = code;
        }

        Stream<ClassDesc> types() {
            for (CodeElement element : code) {
                if (element instanceof LocalVariable local) {
                    locals.add(local);
                }
            }
            for (CodeElement element : code) {
                if (element instanceof Instruction instruction) {
                    take(instruction);
                    pushed = pushedBy(instruction);
                    at += instruction.sizeInBytes();
                }
            }
            return found.build();
        }

        private void take(Instruction instruction) {
            switch (instruction) {
                case InvokeDynamicInstruction dynamic
                when dynamic.name().equalsString("makeConcatWithConstants") ->
                    dynamic.typeSymbol().parameterList().forEach(found::add);
                case NewReferenceArrayInstruction array ->
                    ofObjects = array.componentType().asSymbol().equals(ConstantDescs.CD_Object);
                case InvokeInstruction call when takesText(call) -> pushed.ifPresent(found::add);
                case Instruction store
                when store.opcode() == Opcode.AASTORE && ofObjects -> pushed.ifPresent(found::add);
                default -> {}
            }
        }

        private Optional<ClassDesc> pushedBy(Instruction instruction) {
            return switch (instruction) {
                case LoadInstruction load ->
                    locals.stream()
                            .filter(local -> local.slot() == load.slot())
                            .filter(local -> code.labelToBci(local.startScope()) <= at)
                            .filter(local -> at < code.labelToBci(local.endScope()))
                            .map(LocalVariable::typeSymbol)
                            .findFirst();
                case FieldInstruction field -> Optional.of(field.typeSymbol());
                case InvokeInstruction call -> Optional.of(call.typeSymbol().returnType());
                default -> Optional.empty();
            };
        }

        private static boolean takesText(InvokeInstruction call) {
            List<ClassDesc> parameters = call.typeSymbol().parameterList();
            boolean logs = call.owner().asInternalName().equals("org/slf4j/Logger")
                    && parameters.size() > 1
                    && parameters.getLast().equals(ConstantDescs.CD_Object);
            boolean converts = call.name().equalsString("toString") && parameters.isEmpty();
            boolean valueOf = call.owner().asInternalName().equals("java/lang/String")
                    && call.name().equalsString("valueOf")
                    && parameters.equals(List.of(ConstantDescs.CD_Object));
            return logs || converts || valueOf;
        }
    }

    private static boolean isForMachines(ClassDesc type) {
        String descriptor = type.descriptorString();
        String name = descriptor.startsWith("L")
                ? descriptor.substring(1, descriptor.length() - 1).replace('/', '.')
                : "";
        return name.equals(Optional.class.getName()) || (name.startsWith(OURS) && isForMachines(loaded(name)));
    }

    /** Java's own text of a record is a final method, which is not written in its source. */
    private static boolean isForMachines(Class<?> type) {
        if (type.isSealed()) {
            return Arrays.stream(type.getPermittedSubclasses()).anyMatch(TextsForPeople::isForMachines);
        }
        return type.isRecord()
                && Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> method.getName().equals("toString") && method.getParameterCount() == 0)
                        .anyMatch(method -> Modifier.isFinal(method.getModifiers()));
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name, false, TextsForPeople.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
